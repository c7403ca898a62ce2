/// One of the server's APIs: where it is, and the version that a request names (SOL013 4.6.2).
package enum APIFamily: Sendable {
    case packages, nsds, nss, vnfs, vnfFaults
    /// What ETSI has no word for (Docs/Architecture/manifold-api.md).
    case manifold

    package var path: String {
        switch self {
        case .packages: "/vnfpkgm/v2"
        case .nsds: "/nsd/v2"
        case .nss: "/nslcm/v2"
        case .vnfs: "/vnflcm/v2"
        case .vnfFaults: "/vnffm/v1"
        case .manifold: "/manifold/v1"
        }
    }

    package var version: String {
        switch self {
        case .packages: "2.4.0"
        case .nsds, .nss, .vnfs: "2.3.0"
        case .vnfFaults: "1.5.0"
        case .manifold: "1.0.0"
        }
    }
}
