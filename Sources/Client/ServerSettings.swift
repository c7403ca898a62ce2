import BlockingPool
import FoundationEssentials
import Glibc

/// Where the server is and with which token it is asked.
package struct ServerSettings: Sendable, Equatable {
    /// `http://127.0.0.1:8377`, without a slash at its end.
    package var server: String
    /// Nil where none was found: the server will say what it thinks of that.
    package var token: String?
    /// The daemon's data folder, where it leaves `server.url` and `admin.token`.
    package var dataFolder: String

    package static let standardServer = "http://127.0.0.1:8377"

    package init(server: String, token: String? = nil, dataFolder: String) {
        self.server = server
        self.token = token
        self.dataFolder = dataFolder
    }

    /// What was said on the command line goes before the environment (MANIFOLD_SERVER, MANIFOLD_TOKEN,
    /// MANIFOLD_DATA), and that before what a daemon on this machine left in its data folder.
    ///
    /// - Throws: `ServerSettingsError` where the token's file is there but can't be read.
    package static func find(
        server: String? = nil, token: String? = nil, dataFolder: String? = nil, environment: [String: String],
        isRoot: Bool = geteuid() == 0
    ) async throws -> ServerSettings {
        func said(_ option: String?, _ name: String) -> String? {
            [option, environment[name]].compactMap(\.self).first { !$0.isEmpty }
        }
        let folder = said(dataFolder, "MANIFOLD_DATA") ?? standardDataFolder(environment: environment, isRoot: isRoot)
        let server = said(server, "MANIFOLD_SERVER")
        let token = said(token, "MANIFOLD_TOKEN")
        return try await BlockingPool.files.run {
            var settings = ServerSettings(server: server ?? "", token: token, dataFolder: folder)
            if server == nil { settings.server = try line("\(folder)/server.url") ?? standardServer }
            if token == nil { settings.token = try line("\(folder)/admin.token") }
            while settings.server.hasSuffix("/") { settings.server.removeLast() }
            return settings
        }
    }

    /// `/var/lib/manifold` for root, else under the home folder.
    package static func standardDataFolder(environment: [String: String], isRoot: Bool) -> String {
        isRoot ? "/var/lib/manifold" : "\(environment["HOME"] ?? ".")/.local/share/manifold"
    }

    /// The first line of a file; nil: there is no such file, or it is empty.
    private static func line(_ path: String) throws -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw ServerSettingsError(
                path: path, reason: String(cString: strerror(errno)).lowercased())
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
        return text.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }
}

/// A file that tells where the server is can't be read.
package struct ServerSettingsError: Error, Sendable, Equatable, CustomStringConvertible {
    package var path: String
    package var reason: String

    package var description: String {
        "cannot read \(path): \(reason) (run as the user that the daemon runs as, or give --server and --token)"
    }
}
