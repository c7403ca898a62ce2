package import MANOModel

/// What moves the guests of a service from one host to others: the place to choose between rebuilding and anything better.
package protocol Relocating: Sendable {
    /// Accepts an occurrence that has the service's guests leave the host.
    ///
    /// - Throws: why they can't, with nothing changed.
    func relocate(_ subject: OperationOccurrence.Subject, from host: Identifier<Host>) async throws
        -> Identifier<OperationOccurrence>
    /// Has one that is FAILED_TEMP go on.
    func retry(_ id: Identifier<OperationOccurrence>) async throws
    /// Ends one that is FAILED_TEMP.
    func giveUp(_ id: Identifier<OperationOccurrence>) async throws
}
