/// The states of an operation occurrence (SOL003 LcmOperationStateType, SOL005 NsLcmOperationStateType: an NS occurrence has
/// no STARTING).
package enum OperationState: String, Codable, Sendable, CaseIterable {
    case starting = "STARTING"
    case processing = "PROCESSING"
    case completed = "COMPLETED"
    case failedTemporarily = "FAILED_TEMP"
    case failed = "FAILED"
    case rollingBack = "ROLLING_BACK"
    case rolledBack = "ROLLED_BACK"

    /// The occurrence has come to its end and its instance is free for another.
    package var isTerminal: Bool {
        switch self {
        case .completed, .failed, .rolledBack: true
        case .starting, .processing, .failedTemporarily, .rollingBack: false
        }
    }

    /// The engine has work to do.
    package var isRunning: Bool {
        switch self {
        case .starting, .processing, .rollingBack: true
        case .failedTemporarily, .completed, .failed, .rolledBack: false
        }
    }
}
