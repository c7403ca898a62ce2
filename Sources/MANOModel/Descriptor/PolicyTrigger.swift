/// What sets a policy off, and what happens then (TOSCA 3.6.22).
package struct PolicyTrigger: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var event: String
    package var condition: DescriptorValue?
    package var action: DescriptorValue?
    /// The trigger's other keys, such as `schedule`.
    package var rest: [String: DescriptorValue]

    package init(
        id: String,
        event: String = "",
        condition: DescriptorValue? = nil,
        action: DescriptorValue? = nil,
        rest: [String: DescriptorValue] = [:]
    ) {
        self.id = id
        self.event = event
        self.condition = condition
        self.action = action
        self.rest = rest
    }
}
