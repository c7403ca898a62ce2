package import MANOModel

extension SOL003 {
    /// How an operation is cancelled (SOL003).
    package struct CancelMode: Codable, Sendable, Equatable {
        package var cancelMode: OperationOccurrence.CancelMode

        package init(cancelMode: OperationOccurrence.CancelMode) {
            self.cancelMode = cancelMode
        }
    }
}
