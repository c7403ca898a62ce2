/// Operation occurrences, either the VNFs' or the NSs'. Tasks throw `notFound` for an unknown id, `conflict` where the state
/// forbids them, and `notFound` too where the occurrence doesn't support them (SOL013 rule 6).
package protocol OperationServing: ResourceSource {
    /// Accepts a task; returns once that is committed.
    func perform(_ task: OperationTask, on id: String) async throws

    /// Ends the occurrence in FAILED; the row as it is then.
    func fail(_ id: String) async throws -> ResourceRow
}
