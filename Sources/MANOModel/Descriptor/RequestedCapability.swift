/// An acceleration or other capability that the compute node should have (IFA011 7.1.9.5).
package struct RequestedCapability: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var name: String
    package var isMandatory: Bool
    package var minVersion: String?
    package var preferredVersion: String?
    package var targetPerformanceParameters: [String: String]

    package init(
        id: String,
        name: String,
        isMandatory: Bool,
        minVersion: String? = nil,
        preferredVersion: String? = nil,
        targetPerformanceParameters: [String: String] = [:]
    ) {
        self.id = id
        self.name = name
        self.isMandatory = isMandatory
        self.minVersion = minVersion
        self.preferredVersion = preferredVersion
        self.targetPerformanceParameters = targetPerformanceParameters
    }
}

extension VirtualCompute {
    /// The names of what a host has to have as a trait or as a feature of its CPU.
    package var neededCapabilities: [String] {
        requestedCapabilities.filter { $0.isMandatory && !$0.isDeviceRequest }.map(\.name)
    }
}
