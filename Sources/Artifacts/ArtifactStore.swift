import BlockingPool
import Crypto
import Foundation
import MANOModel

/// Package files and images on the manager's disk. A file is whole as soon as it has its name: it is written elsewhere on
/// the same file system, synced, and renamed; the row that mentions it is written after.
package struct ArtifactStore: Sendable {
    private let root: String

    /// Makes the folders. Blocks.
    package init(root: String) throws {
        self.root = root
        for folder in ["packages", "images", "staging", "uploads"] {
            do {
                try FileManager.default.createDirectory(
                    atPath: "\(root)/\(folder)", withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            } catch {
                throw ManifoldError(.internal, "the folder \(root)/\(folder) can't be made", cause: "\(error)")
            }
        }
    }

    /// Images by their SHA-256.
    package var imageFolder: String { root + "/images" }
    /// Where images are put before they have their name.
    package var stagingFolder: String { root + "/staging" }
    /// Where uploads are received.
    package var uploadFolder: String { root + "/uploads" }

    package func packagePath(_ id: String) -> String { "\(root)/packages/\(id).zip" }

    /// Takes an uploaded file over as the package's content; its SHA-256.
    package func adoptPackage(_ id: String, file: String) async throws -> String {
        let target = packagePath(id)
        return try await BlockingPool.files.run {
            let hash = try Self.sha256(of: file)
            try Self.move(file, to: target)
            return hash
        }
    }

    /// Gives staged images their names; one that is there already is dropped.
    package func adoptImages(_ staged: [(file: String, hash: String)]) async throws {
        let folder = imageFolder
        try await BlockingPool.files.run {
            for (file, hash) in staged {
                let target = "\(folder)/\(hash)"
                if access(target, F_OK) == 0 { unlink(file) } else { try Self.move(file, to: target) }
            }
        }
    }

    package func removePackage(_ id: String) async throws {
        let path = packagePath(id)
        try await BlockingPool.files.run { _ = unlink(path) }
    }

    /// Removes images that no package has any more.
    package func removeImages(_ hashes: Set<String>, except wanted: Set<String>) async throws {
        let folder = imageFolder
        try await BlockingPool.files.run {
            for hash in hashes.subtracting(wanted) { unlink("\(folder)/\(hash)") }
        }
    }

    /// Removes what a crash has left: unfinished uploads, staged files, and packages and images that no row mentions.
    package func sweep(packages: Set<String>, images: Set<String>) async throws {
        let root = root
        try await BlockingPool.files.run {
            let files = FileManager.default
            func names(_ folder: String) -> [String] {
                (try? files.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
            }
            for name in names("staging") { unlink("\(root)/staging/\(name)") }
            for name in names("uploads") { unlink("\(root)/uploads/\(name)") }
            for name in names("packages") where !packages.contains(name) { unlink("\(root)/packages/\(name)") }
            for name in names("images") where !images.contains(name) { unlink("\(root)/images/\(name)") }
        }
    }

    private static func move(_ file: String, to target: String) throws {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            let cause = String(cString: strerror(errno))
            if descriptor >= 0 { close(descriptor) }
            throw ManifoldError(
                .internal, "\(file) can't be written to disk", cause: cause, remedy: "check the disk's free space")
        }
        close(descriptor)
        guard rename(file, target) == 0 else {
            throw ManifoldError(
                .internal, "\(file) can't be moved to \(target)", cause: String(cString: strerror(errno)))
        }
        let folder = open((target as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    private static func sha256(of file: String) throws -> String {
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw ManifoldError(.internal, "\(file) can't be read", cause: String(cString: strerror(errno)))
        }
        defer { try? handle.close() }
        var hash = SHA256()
        while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty { hash.update(data: data) }
        return hash.finalize().map { String(format: "%02x", $0) }.joined()
    }
}
