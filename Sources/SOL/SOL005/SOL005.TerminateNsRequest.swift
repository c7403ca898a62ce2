package import FoundationEssentials

extension SOL005 {
    /// How an NS is terminated (SOL005).
    package struct TerminateNsRequest: Codable, Sendable, Equatable {
        package var terminationTime: Date?
        package var terminateNsData: TerminateNsData?
        package var terminateVnfData: [TerminateVnfData]?

        package init(
            terminationTime: Date? = nil, terminateNsData: TerminateNsData? = nil,
            terminateVnfData: [TerminateVnfData]? = nil
        ) {
            self.terminationTime = terminationTime
            self.terminateNsData = terminateNsData
            self.terminateVnfData = terminateVnfData
        }
    }
}
