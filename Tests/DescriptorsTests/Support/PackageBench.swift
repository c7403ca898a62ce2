import Foundation
import MANOModel
import Testing

@testable import Descriptors

/// Packages made of bytes, and what reading them finds.
enum PackageBench {
    struct Result {
        var content: PackageContent?
        var found: [Diagnostic]
        /// What is left in the staging folder.
        var staged: [String]

        /// Without what a manifest that lists only some files leaves unsaid.
        var listedFound: [Diagnostic] { found.filter { $0.rule != .manifestUnlisted } }
    }

    /// The files of a valid VNF package, its manifest with a hash of each.
    static func listedFiles() throws -> [String: [UInt8]] {
        var files = try PackageTests.files()
        list(&files)
        return files
    }

    /// Writes the hash of each file into the manifest.
    static func list(_ files: inout [String: [UInt8]], manifest: String = "vnfd.mf") {
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) where name != manifest {
            files[manifest]! += Array("\nSource: \(name)\nAlgorithm: SHA-256\nHash: \(sha256(bytes))\n".utf8)
        }
    }

    static func sha256(_ bytes: [UInt8]) -> String {
        var digest = FileDigest([.sha256])
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.finish()[.sha256]!
    }

    /// A manifest that lists nothing is made to list each file.
    static func zip(_ files: [String: [UInt8]], to path: String) throws {
        var files = files
        if let manifest = files["vnfd.mf"].map({ String(decoding: $0, as: UTF8.self) }),
            !manifest.contains("Source:"), !manifest.contains("-----BEGIN"), !manifest.contains("Hash:")
        {
            // What a test adds is another matter.
            let own = Set(try PackageTests.files().keys).union(["vnfd.yaml"])
            var listed = files.filter { own.contains($0.key) }
            list(&listed)
            files["vnfd.mf"] = listed["vnfd.mf"]
        }
        var writer = try ZipWriter(path)
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { try writer.add(name, bytes) }
        try writer.finish()
    }

    /// What is found in a package, and what is left in its staging folder.
    static func read(
        _ path: String, _ policy: SignaturePolicy = SignaturePolicy(), limits: PackageLimits = PackageLimits()
    ) throws -> Result {
        let staging = PackagePath.folder(of: path) + "staging"
        try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: true)
        func staged() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: staging) }
        do {
            let content = try PackageReader(limits: limits, signatures: policy).read(at: path, staging: staging)
            return Result(content: content, found: content.warnings, staged: try staged())
        } catch let error as PackageError {
            return Result(content: nil, found: error.diagnostics, staged: try staged())
        }
    }

    static func read(
        _ files: [String: [UInt8]], _ policy: SignaturePolicy = SignaturePolicy()
    ) throws -> Result {
        try withTemporaryFolder { folder in
            try zip(files, to: folder + "/p.csar")
            return try read(folder + "/p.csar", policy)
        }
    }
}
