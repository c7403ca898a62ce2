package import MANOModel
package import SOL

/// Operation occurrences, of VNFs and of NSs.
extension ManifoldClient {
    /// What can be asked of an occurrence (SOL003 5.4.14 to 5.4.17, SOL005 6.4.12 to 6.4.15).
    package enum OccurrenceTask: Sendable, Equatable {
        case retry, rollback, fail
        case cancel(OperationOccurrence.CancelMode)
    }

    package func occurrence(_ reference: Occurrence.Reference) async throws -> Fetched<Occurrence> {
        let path = "\(reference.kind.path)/\(Self.component(reference.id))"
        switch reference.kind {
        case .vnf: return try await get(SOL003.VnfLcmOpOcc.self, .vnfs, path).map(Occurrence.init)
        case .ns: return try await get(SOL005.NsLcmOpOcc.self, .nss, path).map(Occurrence.init)
        }
    }

    /// All occurrences of one kind, with their errors, which lists leave out otherwise (SOL013 5.3).
    package func occurrences(_ kind: Occurrence.Kind) async throws -> [Fetched<Occurrence>] {
        let query = "fields=error"
        return switch kind {
        case .vnf:
            try await list(SOL003.VnfLcmOpOcc.self, .vnfs, kind.path, query: query).map { $0.map(Occurrence.init) }
        case .ns: try await list(SOL005.NsLcmOpOcc.self, .nss, kind.path, query: query).map { $0.map(Occurrence.init) }
        }
    }

    /// The steps of an occurrence, by number.
    package func steps(of id: String) async throws -> [Fetched<ManifoldAPI.Step>] {
        try await list(ManifoldAPI.Step.self, .manifold, "/operations/\(Self.component(id))/steps")
    }

    package func perform(_ task: OccurrenceTask, on reference: Occurrence.Reference) async throws {
        let path = "\(reference.kind.path)/\(Self.component(reference.id))"
        switch task {
        case .retry: try await send("POST", reference.kind.family, "\(path)/retry")
        case .rollback: try await send("POST", reference.kind.family, "\(path)/rollback")
        case .fail: try await send("POST", reference.kind.family, "\(path)/fail")
        case .cancel(let mode):
            try await send("POST", reference.kind.family, "\(path)/cancel", SOL003.CancelMode(cancelMode: mode))
        }
    }

    /// Follows an occurrence until nothing happens any more: a look at once, then after pauses that grow from 10 ms to
    /// 250 ms. Ends after the first look at which it is settled.
    package func follow(
        _ reference: Occurrence.Reference
    ) -> AsyncThrowingStream<OccurrenceProgress, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    var pauses = PollingPauses()
                    var children = ChildSteps()
                    while true {
                        let occurrence = try await occurrence(reference)
                        // Asked after the occurrence: the steps are as new as its state, or newer.
                        let steps = try await steps(of: reference.id)
                        await children.look(at: steps.map(\.value), client: self)
                        continuation.yield(
                            OccurrenceProgress(occurrence: occurrence, steps: steps, children: children.steps))
                        if occurrence.value.isSettled { return continuation.finish() }
                        try await Task.sleep(for: pauses.next())
                    }
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    /// The newest occurrence of a VNF.
    func newestOccurrence(ofVNF id: String) async throws -> Occurrence? {
        try await list(
            SOL003.VnfLcmOpOcc.self, .vnfs, Occurrence.Kind.vnf.path,
            query: "filter=\(Self.component("(eq,vnfInstanceId,\(id))"))"
        ).map { Occurrence($0.value) }.max { $0.startedAt < $1.startedAt }
    }
}
