/// An action that the VNF or its EM is asked for during a life-cycle operation (IFA011 7.1.16.2).
package struct CoordinationAction: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    /// The `coordinationActionName` of SOL002 10.2.
    package var name: String
    package var description: String
    /// `mgmt` or `vnf`.
    package var endpointType: String?
    /// `start` or `end`.
    package var stage: String?
    package var inputs: [String: DescriptorValue]
    package var outputs: [String: DescriptorValue]

    package init(
        id: String,
        name: String,
        description: String = "",
        endpointType: String? = nil,
        stage: String? = nil,
        inputs: [String: DescriptorValue] = [:],
        outputs: [String: DescriptorValue] = [:]
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.endpointType = endpointType
        self.stage = stage
        self.inputs = inputs
        self.outputs = outputs
    }
}
