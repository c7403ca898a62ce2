import BlockingPool
import Descriptors
import Foundation
import Glibc
import HTTPClient
import MANOModel

/// Fetches images that a descriptor names by a URL: within the operator's limits, checked as they come.
struct ImageFetcher: Sendable {
    let sources: ImageSources
    let client = CurlClient(concurrency: 4)

    init(_ sources: ImageSources) { self.sources = sources }

    /// Fetches an image into a new file and verifies its checksum and its format.
    ///
    /// - Returns: its hexadecimal SHA-256.
    /// - Throws: `ManifoldError` that names the image, its URL and the reason.
    func fetch(_ image: SoftwareImage, to path: String) async throws -> String {
        @Sendable func refusal(_ reason: String, _ remedy: String) -> ManifoldError {
            ManifoldError(
                .unprocessable, "image \(image.id) can't be fetched from \(Self.shown(image.location)): \(reason)",
                remedy: remedy)
        }
        guard sources.reach != .none else {
            throw refusal("this server fetches no images", "put the image into the package")
        }
        let check = ImageCheck(image.checksum.algorithm)
        do {
            _ = try await client.fetch(
                try await download(
                    image.location, to: path, instead: "put the image into the package", refusal), observer: check)
        } catch let error as HTTPClientError {
            throw refusal(
                error.reason,
                error.code == .tooLarge
                    ? "put a smaller image there" : "check the URL and that the server reaches it; then upload again")
        }
        let digests = check.digest.finished()
        guard let hash = digests[image.checksum.algorithm], hash == image.checksum.hash.lowercased() else {
            throw refusal(
                "its \(image.checksum.algorithm.rawValue) is \(digests[image.checksum.algorithm] ?? "unknown"), and the "
                    + "descriptor says \(image.checksum.hash)",
                "correct `checksum`, or the file there")
        }
        if let problem = check.format.problem(declared: image.diskFormat, container: image.containerFormat) {
            throw refusal("it \(problem.message)", problem.remedy)
        }
        return digests[.sha256] ?? hash
    }

    /// What is fetched from a URL, within the operator's limits.
    ///
    /// - Parameters:
    ///   - instead: what else can be done than to fetch it.
    ///   - refusal: makes an error of a reason and a remedy.
    func download(
        _ location: String, to path: String, instead: String, _ refusal: (String, String) -> ManifoldError
    ) async throws -> Download {
        let scheme = location.prefix { $0 != ":" }.lowercased()
        var url = location
        switch scheme {
        case "http", "https", "ftp", "ftps": break
        case "sftp":
            guard sources.knownHostsFile != nil else {
                throw refusal("this server trusts no host key", "start it with `--image-known-hosts FILE`")
            }
            guard sources.keyFile != nil else {
                throw refusal("this server has no key to show there", "start it with `--image-key FILE`")
            }
            let user = Self.user(of: location)
            guard let user, !user.isEmpty, !user.contains(":") else {
                throw refusal(
                    user?.contains(":") == true ? "the URL has a password" : "the URL names no user",
                    "write `sftp://USER@HOST/PATH`: the server shows a key, and a descriptor is no place for a password"
                )
            }
        case "file":
            let folder = sources.folder
            let path = try await BlockingPool.files.run { Self.path(of: location, below: folder) }
            guard let path else {
                throw refusal(
                    folder == nil
                        ? "this server has no folder for images" : "there is no such file in the folder for images",
                    "put the file into the folder that the server was started with as `--image-folder`")
            }
            url = "file://" + Self.encoded(path)
        default:
            throw refusal(
                "there is no scheme `\(scheme)`",
                "use https, http, ftp, sftp or file, or \(instead)")
        }
        return Download(
            url: url, path: path, maximumBytes: sources.maximumBytes, deadline: sources.deadline,
            refusesPrivateAddresses: sources.reach == .public && scheme != "file",
            knownHostsFile: sources.knownHostsFile, keyFile: sources.keyFile)
    }

    /// The file that a `file:` URL means, links followed; nil unless it is a file in the folder.
    static func path(of url: String, below folder: String?) -> String? {
        guard let folder, let root = realpath(folder, nil) else { return nil }
        defer { free(root) }
        var name = url.dropFirst("file:".count)
        if name.hasPrefix("//localhost/") {
            name = name.dropFirst(11)
        } else if name.hasPrefix("///") {
            name = name.dropFirst(2)
        }
        guard name.hasPrefix("/"), !name.hasPrefix("//"), let decoded = String(name).removingPercentEncoding,
            !decoded.contains("\0"), let real = realpath(decoded, nil)
        else { return nil }
        defer { free(real) }
        let path = String(cString: real)
        var status = stat()
        guard path.hasPrefix(String(cString: root) + "/"), stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG
        else { return nil }
        return path
    }

    private static func encoded(_ path: String) -> String {
        path.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }

    /// Without a password, and without the query and the fragment, where tokens stand.
    static func shown(_ url: String) -> String {
        var shown = url
        if let scheme = url.firstRange(of: "://"), let user = user(of: url) {
            shown = url[..<scheme.upperBound] + String(url[scheme.upperBound...].dropFirst(user.count + 1))
        }
        return String(shown.prefix { $0 != "?" && $0 != "#" })
    }

    /// What stands before the `@` of the host, with its password; nil where there is none.
    private static func user(of url: String) -> String? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let host = url[scheme.upperBound...].prefix { $0 != "/" }
        return host.lastIndex(of: "@").map { String(host[..<$0]) }
    }
}

/// Hashes an image and looks at it while it comes. Used on the thread of its download until that has ended.
private final class ImageCheck: DownloadObserver, @unchecked Sendable {
    private let algorithm: HashAlgorithm
    private(set) var digest: FileDigest
    private(set) var format = ImageFormat()

    init(_ algorithm: HashAlgorithm) {
        self.algorithm = algorithm
        digest = FileDigest(sha256And: [algorithm])
    }

    func take(_ bytes: UnsafeRawBufferPointer) {
        digest.update(bytes)
        format.take(bytes)
    }

    func restart() {
        digest = FileDigest(sha256And: [algorithm])
        format = ImageFormat()
    }
}
