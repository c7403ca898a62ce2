package import MANOModel

/// The error handling of an occurrence that a client asks for (SOL003 5.4.13 to 5.4.17, SOL005 6.4.9 to 6.4.15).
package enum OperationTask: Sendable, Equatable {
    case retry
    case rollback
    /// NS occurrences only: go on past the error.
    case `continue`
    case cancel(OperationOccurrence.CancelMode)
}
