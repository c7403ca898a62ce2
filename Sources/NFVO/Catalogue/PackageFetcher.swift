import Descriptors
import Foundation
import HTTPClient
import MANOModel

/// Fetches packages from elsewhere, by the rules for images: schemes, reach, the allowed folder, deadline.
struct PackageFetcher: Sendable {
    let fetcher: ImageFetcher

    /// Fetches a package into a new file.
    ///
    /// - Parameter count: is told how many bytes have come.
    /// - Returns: its hexadecimal SHA-256.
    /// - Throws: `ManifoldError` that names the address, without its password, and the reason.
    func fetch(
        _ address: PackageAddress, to path: String, _ count: @escaping @Sendable (Int64) -> Void
    ) async throws -> String {
        let shown = ImageFetcher.shown(address.url)
        @Sendable func refusal(_ reason: String, _ remedy: String) -> ManifoldError {
            ManifoldError(.unprocessable, "the package can't be fetched from \(shown): \(reason)", remedy: remedy)
        }
        guard fetcher.sources.reach != .none else {
            throw refusal("this server fetches nothing", "upload the package itself")
        }
        var download = try await fetcher.download(address.url, to: path, instead: "upload the package itself", refusal)
        download.maximumBytes = min(download.maximumBytes, address.maximumBytes)
        if let name = address.userName {
            guard let url = Self.url(download.url, name: name, password: address.password ?? "") else {
                throw refusal(
                    "a name and a password don't go with it", "give them for http, https, ftp and ftps only, and once")
            }
            download.url = url
        }
        let digest = PackageDigest(count)
        do {
            _ = try await fetcher.client.fetch(download, observer: digest)
        } catch let error as HTTPClientError {
            throw refusal(
                error.reason,
                error.code == .tooLarge
                    ? "put a smaller package there"
                    : "check the address and that the server reaches it; then ask for it again")
        }
        guard digest.digest.size > 0, let hash = digest.digest.finished()[.sha256] else {
            throw refusal("it is empty", "put the package there")
        }
        return hash
    }

    /// The URL with who asks; nil where its scheme has no names, or it has one already.
    static func url(_ url: String, name: String, password: String) -> String? {
        guard let scheme = url.firstRange(of: "://"),
            ["http", "https", "ftp", "ftps"].contains(url[..<scheme.lowerBound].lowercased()),
            !url[scheme.upperBound...].prefix(while: { !"/?#".contains($0) }).contains("@"),
            let name = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics),
            let password = password.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        else { return nil }
        return url[..<scheme.upperBound] + "\(name):\(password)@" + url[scheme.upperBound...]
    }
}

/// Hashes a package while it comes. Used on the thread of its download until that has ended.
private final class PackageDigest: DownloadObserver, @unchecked Sendable {
    private(set) var digest = FileDigest(sha256And: [])
    private let count: @Sendable (Int64) -> Void

    init(_ count: @escaping @Sendable (Int64) -> Void) { self.count = count }

    func take(_ bytes: UnsafeRawBufferPointer) {
        digest.update(bytes)
        count(Int64(digest.size))
    }

    func restart() { digest = FileDigest(sha256And: []) }
}
