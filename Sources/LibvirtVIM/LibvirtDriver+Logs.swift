import BlockingPool
import Libvirt
import MANOModel
package import VIM

extension LibvirtDriver {
    package func guestLog(name guest: String, after end: Int64?, limit: Int) async throws -> GuestLog {
        guard StorageLayout.isName(guest) else {
            throw ManifoldError(.unprocessable, "'\(guest)' is no name of a guest")
        }
        let isRemote = try await prepare()
        return try await translating("read what guest \(guest) on host \(name) has printed") {
            let found =
                if isRemote {
                    try await self.host.query { [remote = self.remote] in
                        try remote.serialLog(guest, after: end, limit: limit, $0)
                    }
                } else {
                    try await BlockingPool.files.run { [serialLogs = self.serialLogs] in
                        try serialLogs.end(of: guest, after: end, limit: limit)
                    }
                }
            return GuestLog(bytes: found.bytes, end: found.end)
        }
    }
}
