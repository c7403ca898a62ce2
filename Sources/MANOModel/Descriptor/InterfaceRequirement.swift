/// A requirement on a virtual network interface (IFA011 7.1.6.6).
package struct InterfaceRequirement: Codable, Sendable, Hashable {
    package var name: String?
    package var description: String?
    /// Without it the VNF can't run; else it is a wish, or is known and done in any case.
    package var supportMandatory: Bool
    package var requirements: [String: String]
    package var nicIORequirements: [String: String]

    package init(
        name: String? = nil,
        description: String? = nil,
        supportMandatory: Bool = false,
        requirements: [String: String] = [:],
        nicIORequirements: [String: String] = [:]
    ) {
        self.name = name
        self.description = description
        self.supportMandatory = supportMandatory
        self.requirements = requirements
        self.nicIORequirements = nicIORequirements
    }
}
