/// An attribute at the top of a body that must have one of some texts.
package struct BodyCondition: Sendable, Hashable {
    /// As the body names it, such as `vnfdId`.
    package var attribute: String
    package var values: [String]

    package init(attribute: String, values: [String]) {
        self.attribute = attribute
        self.values = values
    }
}
