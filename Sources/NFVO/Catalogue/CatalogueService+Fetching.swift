import Artifacts
import BlockingPool
import Foundation
package import MANOModel
import Store

/// Contents that the server fetches itself (SOL005 9.4.6).
extension CatalogueService {
    /// Fetches a content and onboards it. Returns when UPLOADING is committed; whatever goes wrong then is the entry's
    /// failure. Throws `.conflict` unless a content may be uploaded now.
    package func fetchContent(_ id: Identifier<Entry>, from address: PackageAddress) async throws {
        let count = try await beginContent(id, size: nil)
        Task { await fetch(id, address, count) }
    }

    private func fetch(
        _ id: Identifier<Entry>, _ address: PackageAddress, _ count: @escaping @Sendable (Int64) -> Void
    ) async {
        let file = "\(artifacts.uploadFolder)/fetch-\(UUID().uuidString.lowercased())"
        do {
            let hash: String
            do {
                hash = try await PackageFetcher(fetcher: fetcher).fetch(address, to: file, count)
            } catch {
                // Whoever reads of the failure finds nothing left.
                await remove(file)
                return await abandonContent(id, error)
            }
            try await receiveContent(id, file: file, hash: hash)
        } catch {
            // Whoever refused it has noted why, and not taken the file.
            await remove(file)
        }
    }

    private func remove(_ file: String) async { _ = try? await BlockingPool.files.run { unlink(file) } }
}
