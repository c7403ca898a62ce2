/// One API of the server: its place in the URI and its version.
package struct APIDefinition: Sendable, Hashable {
    /// `vnflcm`.
    package var name: String
    /// `v2`.
    package var major: String
    /// Of the `Version` header: MAJOR.MINOR.PATCH.
    package var version: String
    /// Whether each request must say its version (SOL013 9.2).
    package var requiresVersion: Bool

    package init(name: String, major: String, version: String, requiresVersion: Bool = true) {
        self.name = name
        self.major = major
        self.version = version
        self.requiresVersion = requiresVersion
    }

    /// `/vnflcm/v2`
    package var path: String { "/\(name)/\(major)" }

    /// SOL005 VNFPackageManagement.
    package static let vnfpkgm = APIDefinition(name: "vnfpkgm", major: "v2", version: "2.4.0")
    /// SOL005 NSDManagement.
    package static let nsd = APIDefinition(name: "nsd", major: "v2", version: "2.3.0")
    /// SOL005 NSLifecycleManagement.
    package static let nslcm = APIDefinition(name: "nslcm", major: "v2", version: "2.3.0")
    /// SOL003 VNFLifecycleManagement.
    package static let vnflcm = APIDefinition(name: "vnflcm", major: "v2", version: "2.3.0")
    /// SOL003 VNFFaultManagement.
    package static let vnffm = APIDefinition(name: "vnffm", major: "v1", version: "1.5.0")
    /// Manifold's own.
    package static let manifold = APIDefinition(name: "manifold", major: "v1", version: "1.0.0", requiresVersion: false)

    /// Resources of Manifold's own API have no links.
    var isOwn: Bool { self == .manifold }

    /// All of them.
    package static let all = [vnfpkgm, nsd, nslcm, vnflcm, vnffm, manifold]

    /// The API that a path belongs to, by its first component.
    static func of(path: String) -> APIDefinition? {
        let name = path.split(separator: "/", maxSplits: 1).first
        return all.first { $0.name == name ?? "" }
    }
}
