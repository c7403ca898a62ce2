import MANOModel
package import SOL
import Store

/// What is on hosts against what the store accounts for.
extension HostService {
    /// Throws `.notFound`, and what the host says.
    package func differences(_ key: String) async throws -> [ManifoldAPI.HostDifference] {
        let id = try await store.read { try $0.host(key).value.id }
        let report = try await Reconciler(store: store, registry: registry).findings(on: id)
        if let error = report.unasked.values.first { throw error }
        return report.findings.map {
            ManifoldAPI.HostDifference(
                problem: $0.problem.rawValue, kind: $0.resource.kind.rawValue, name: $0.resource.name,
                owner: $0.resource.owner)
        }
    }
}
