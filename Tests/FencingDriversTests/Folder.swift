import Foundation

/// A folder of a test's own, which goes with it.
struct Folder {
    let path: String

    static func with(_ body: (Folder) async throws -> Void) async throws {
        let folder = Folder(
            path: FileManager.default.temporaryDirectory.appending(path: "mff-\(UUID().uuidString.prefix(8))").path)
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try await body(folder)
    }

    func write(_ name: String, _ text: String, mode: Int = 0o600) throws -> String {
        let path = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    func read(_ name: String) -> String {
        (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? ""
    }
}
