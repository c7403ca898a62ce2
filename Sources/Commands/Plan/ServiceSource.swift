import Descriptors
import FoundationEssentials
import MANOModel
import Planner
import ServiceFile

/// What is to be placed: a service file, or packages.
struct ServiceSource: Sendable {
    var paths: [String]
    var flavour: String?
    var level: String?
    /// The physical networks that external CPs, SAPs and virtual links are on, by their ids.
    var networks: [PhysicalNetworkOption] = []
    /// The physical network that carries links between hosts; nil: nothing does.
    var transport: String?
    var policy: PlacementPolicy?

    /// - Throws: `CommandFailure` or `ManifoldError` for what can't be read, or says nothing that could be placed.
    func attempts(hosts: [Host]) throws -> PlanAttempts {
        guard paths.contains(where: { !Self.isPackage($0) }) else { return try fromPackages(hosts) }
        guard paths.count == 1, flavour == nil, level == nil, networks.isEmpty, transport == nil, policy == nil
        else {
            throw CommandFailure.usage(
                "a service file stands alone: without other paths, and without --flavour, --level, --network,"
                    + " --transport and --policy, which are for packages")
        }
        let file = try ServiceFile(parsing: try Self.bytes(of: paths[0]), name: paths[0], hosts: hosts)
        return PlanAttempts(requests: [file.request])
    }

    /// A folder, an archive, or a descriptor.
    private static func isPackage(_ path: String) -> Bool {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return false }
        let name = path.lowercased()
        if isFolder || name.hasSuffix(".csar") || name.hasSuffix(".zip") { return true }
        guard let data = FileManager.default.contents(atPath: path) else { return false }
        let text = String(decoding: data.prefix(1 << 20), as: UTF8.self)
        return ["tosca_definitions_version", "etsi-nfv", "\nvnfd:", "\nnsd:", "\"nfv"].contains { text.contains($0) }
            || text.hasPrefix("vnfd:") || text.hasPrefix("nsd:") || text.hasPrefix("nfv:")
    }

    static func bytes(of path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.usage("the file \(path) can't be read")
        }
        return Array(data)
    }

    // MARK: Packages

    private func fromPackages(_ hosts: [Host]) throws -> PlanAttempts {
        var vnfds: [VNFD] = []
        var nsds: [NSD] = []
        for path in paths {
            do {
                switch try PackageReader().read(at: path) {
                case .vnf(let content): vnfds.append(content.vnfd)
                case .nsd(let content): nsds.append(content.nsd)
                case .pnf: throw CommandFailure.usage("\(path) is a PNFD, which has no guests")
                }
            } catch let error as PackageError {
                let shown = error.diagnostics.filter { $0.severity == .error }.prefix(5).map(\.description)
                throw CommandFailure.usage(
                    shown.joined(separator: "\n") + "\n\(path) can't be placed; manifold validate \(path) says more")
            }
        }
        guard nsds.count <= 1 else { throw CommandFailure.usage("there are \(nsds.count) NSDs; name one") }
        var service = PackagedService(physicalNetworks: networks)
        if let nsd = nsds.first {
            try service.add(nsd, vnfds: vnfds, flavourID: flavour, levelID: level)
        } else {
            try service.add(vnfds, flavourID: flavour, levelID: level)
        }
        return try service.attempts(hosts: hosts, transport: transport, policy: policy ?? .pack)
    }
}
