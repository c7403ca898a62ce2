/// What the descriptor says about life-cycle operations (IFA011 7.1.5.2). Times in seconds.
package struct LcmOperationsConfiguration: Codable, Sendable, Hashable {
    package var scalingByMoreThanOneStepSupported: Bool
    package var arbitraryTargetLevelsSupported: Bool
    package var healCauses: [String]
    package var terminateMinGracefulTimeout: Double?
    package var terminateMaxGracefulTimeout: Double?
    package var operateMinGracefulStopTimeout: Double?
    package var operateMaxGracefulStopTimeout: Double?

    package init(
        scalingByMoreThanOneStepSupported: Bool = false,
        arbitraryTargetLevelsSupported: Bool = false,
        healCauses: [String] = [],
        terminateMinGracefulTimeout: Double? = nil,
        terminateMaxGracefulTimeout: Double? = nil,
        operateMinGracefulStopTimeout: Double? = nil,
        operateMaxGracefulStopTimeout: Double? = nil
    ) {
        self.scalingByMoreThanOneStepSupported = scalingByMoreThanOneStepSupported
        self.arbitraryTargetLevelsSupported = arbitraryTargetLevelsSupported
        self.healCauses = healCauses
        self.terminateMinGracefulTimeout = terminateMinGracefulTimeout
        self.terminateMaxGracefulTimeout = terminateMaxGracefulTimeout
        self.operateMinGracefulStopTimeout = operateMinGracefulStopTimeout
        self.operateMaxGracefulStopTimeout = operateMaxGracefulStopTimeout
    }
}
