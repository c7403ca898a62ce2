import Dispatch
import MANOModel
import Store
import Synchronization

/// Whether another entry has the descriptor of a package that is being read: asked before its images are written, and again
/// with the row that it gets, since another may come meanwhile.
final class DescriptorRivalry: Sendable {
    private let found = Mutex<ManifoldError?>(nil)

    /// nil: there is no other entry, as far as it was asked.
    var error: ManifoldError? { found.withLock { $0 } }

    /// Why the package isn't wanted. Blocks while the database answers: call from a thread that may.
    func refusal<Entry: CatalogueAggregate>(
        of descriptorID: String, for entry: Entry, in store: StateStore
    ) -> (message: String, remedy: String)? {
        let answered = DispatchSemaphore(value: 0)
        Task {
            do {
                try await store.read { try $0.checkIsNew(descriptorID, for: entry) }
            } catch let error as ManifoldError where error.code == .conflict {
                found.withLock { $0 = error }
            } catch {
                // Whoever writes the row asks again, and tells what is wrong with the database.
            }
            answered.signal()
        }
        answered.wait()
        return error.map { ($0.message, $0.remedy ?? "") }
    }
}
