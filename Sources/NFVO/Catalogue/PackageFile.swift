package import FoundationEssentials

/// A file of a package, ready to be sent.
package struct PackageFile: Sendable {
    /// Bytes.
    package var size: Int64
    package var mediaType: String
    /// Changes with the content.
    package var tag: String?
    package var source: Source

    package enum Source: Sendable {
        /// A file that stays as it is.
        case file(path: String)
        /// A file inside of an archive; parts of it are put into the staging folder when they are asked for.
        case entry(archive: String, path: String, staging: String)
        case data(Data)
    }

    /// Puts a part of an archive's file into a new file, which belongs to the caller.
    package static func extract(
        _ range: Range<Int64>, of path: String, from archive: String, staging: String
    ) async throws -> String {
        try await PackageFiles.extract(range, of: path, from: archive, staging: staging)
    }
}
