/// What moves an occurrence from state to state. The transitions are data: SOL003 5.6.2.2, SOL005 6.6.2.
package enum OperationEvent: String, Codable, Sendable, CaseIterable {
    case granted
    case grantRejected
    case succeeded
    case errorOccurred
    case retryRequested
    case rollbackRequested
    case failRequested
    case cancelled

    /// The state that the event leads to; nil: not allowed in that state.
    package func target(from state: OperationState) -> OperationState? {
        switch (state, self) {
        case (.starting, .granted): .processing
        case (.starting, .grantRejected), (.starting, .errorOccurred), (.starting, .cancelled): .rolledBack
        case (.processing, .succeeded): .completed
        case (.processing, .errorOccurred), (.processing, .cancelled): .failedTemporarily
        case (.failedTemporarily, .retryRequested): .processing
        case (.failedTemporarily, .rollbackRequested): .rollingBack
        case (.failedTemporarily, .failRequested): .failed
        case (.rollingBack, .succeeded): .rolledBack
        case (.rollingBack, .errorOccurred), (.rollingBack, .cancelled): .failedTemporarily
        default: nil
        }
    }

    /// Asked for by a client, as error handling.
    package var isRequest: Bool {
        switch self {
        case .retryRequested, .rollbackRequested, .failRequested: true
        case .granted, .grantRejected, .succeeded, .errorOccurred, .cancelled: false
        }
    }

    /// For messages: it can't be …
    package var participle: String {
        switch self {
        case .granted: "granted"
        case .grantRejected: "refused its grant"
        case .succeeded: "completed"
        case .errorOccurred: "given up"
        case .retryRequested: "retried"
        case .rollbackRequested: "rolled back"
        case .failRequested: "failed"
        case .cancelled: "cancelled"
        }
    }
}
