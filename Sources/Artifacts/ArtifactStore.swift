import BlockingPool
import Foundation
import Glibc
import MANOModel

/// Package files and images on the manager's disk. A file is whole as soon as it has its name: it is written elsewhere on
/// the same file system, synced, and renamed; the row that mentions it is written after. Where the disk is full or fails,
/// methods throw `StorageFailure`.
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

    /// Of the package that lies inside of a signed archive.
    package func innerPath(_ id: String) -> String { "\(root)/packages/\(id).inner" }

    package func imagePath(_ hash: String) -> String { "\(imageFolder)/\(hash)" }

    /// Takes an uploaded file over as the package's content.
    package func adoptPackage(_ id: String, file: String) async throws {
        let target = packagePath(id)
        try await BlockingPool.files.run { try Self.move(file, to: target) }
    }

    /// Takes a package over that was inside of the uploaded archive.
    package func adoptInner(_ id: String, file: String) async throws {
        let target = innerPath(id)
        try await BlockingPool.files.run { try Self.move(file, to: target) }
    }

    package func hasImage(_ hash: String) async throws -> Bool {
        let path = imagePath(hash)
        return try await BlockingPool.files.run { access(path, F_OK) == 0 }
    }

    /// A new folder for one processing of a package, below the staging folder.
    package func makeStaging(_ id: String) async throws -> String {
        let path = "\(stagingFolder)/\(id)-\(UUID().uuidString)"
        try await BlockingPool.files.run {
            guard mkdir(path, 0o700) == 0 else { throw Self.failure("the folder \(path) can't be made", path) }
        }
        return path
    }

    package func removeStaging(_ path: String) async throws {
        try await BlockingPool.files.run { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Writes files to the disk, so that giving them their names takes no time.
    package func sync(_ files: [String]) async throws {
        try await BlockingPool.files.run { for file in files { try Self.sync(file) } }
    }

    /// Gives images that have been synced their names; one that is there already is dropped.
    package func adoptImages(_ staged: [(file: String, hash: String)]) async throws {
        guard !staged.isEmpty else { return }
        let folder = imageFolder
        try await BlockingPool.files.run {
            for (file, hash) in staged {
                let target = "\(folder)/\(hash)"
                if access(target, F_OK) == 0 { unlink(file) } else { try Self.rename(file, to: target) }
            }
            Self.syncFolder(folder)
        }
    }

    package func removePackage(_ id: String) async throws {
        let paths = [packagePath(id), innerPath(id)]
        try await BlockingPool.files.run { for path in paths { unlink(path) } }
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
            for name in names("staging") { try? files.removeItem(atPath: "\(root)/staging/\(name)") }
            for name in names("uploads") { unlink("\(root)/uploads/\(name)") }
            for name in names("packages") where !packages.contains(name) { unlink("\(root)/packages/\(name)") }
            for name in names("images") where !images.contains(name) { unlink("\(root)/images/\(name)") }
        }
    }

    private static func move(_ file: String, to target: String) throws {
        try sync(file)
        try rename(file, to: target)
        syncFolder((target as NSString).deletingLastPathComponent)
    }

    private static func sync(_ file: String) throws {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else { throw failure("\(file) can't be written to disk", file) }
    }

    private static func rename(_ file: String, to target: String) throws {
        guard Glibc.rename(file, target) == 0 else { throw failure("\(file) can't be moved to \(target)", target) }
    }

    /// What `errno` says of a path.
    private static func failure(_ message: String, _ path: String) -> any Error {
        let code = errno
        return StorageFailure(code, path: path)
            ?? ManifoldError(.internal, message, cause: String(cString: strerror(code))) as any Error
    }

    private static func syncFolder(_ path: String) {
        let folder = open(path, O_RDONLY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }
}
