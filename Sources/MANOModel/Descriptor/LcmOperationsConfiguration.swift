/// What the descriptor says about life-cycle operations (IFA011 7.1.5.2). Times in seconds.
package struct LcmOperationsConfiguration: Codable, Sendable, Hashable {
    package var scalingByMoreThanOneStepSupported: Bool
    package var arbitraryTargetLevelsSupported: Bool
    package var healCauses: [String]
    package var terminateMinGracefulTimeout: Double?
    package var terminateMaxGracefulTimeout: Double?
    package var operateMinGracefulStopTimeout: Double?
    package var operateMaxGracefulStopTimeout: Double?
    /// Whether an instantiation may name scale levels (SOL001 4.x).
    package var targetScaleLevelsSupported: Bool?
    /// What the descriptor says beyond the standard, by operation.
    package var additional: [String: DescriptorValue]

    package init(
        scalingByMoreThanOneStepSupported: Bool = false,
        arbitraryTargetLevelsSupported: Bool = false,
        healCauses: [String] = [],
        terminateMinGracefulTimeout: Double? = nil,
        terminateMaxGracefulTimeout: Double? = nil,
        operateMinGracefulStopTimeout: Double? = nil,
        operateMaxGracefulStopTimeout: Double? = nil,
        targetScaleLevelsSupported: Bool? = nil,
        additional: [String: DescriptorValue] = [:]
    ) {
        self.scalingByMoreThanOneStepSupported = scalingByMoreThanOneStepSupported
        self.arbitraryTargetLevelsSupported = arbitraryTargetLevelsSupported
        self.healCauses = healCauses
        self.terminateMinGracefulTimeout = terminateMinGracefulTimeout
        self.terminateMaxGracefulTimeout = terminateMaxGracefulTimeout
        self.operateMinGracefulStopTimeout = operateMinGracefulStopTimeout
        self.operateMaxGracefulStopTimeout = operateMaxGracefulStopTimeout
        self.targetScaleLevelsSupported = targetScaleLevelsSupported
        self.additional = additional
    }
}
