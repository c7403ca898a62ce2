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

    /// - Throws: `CommandFailure` or `ManifoldError` for what can't be read, or says nothing that could be placed.
    func request(hosts: [Host]) throws -> PlacementRequest {
        guard paths.contains(where: { !Self.isPackage($0) }) else { return try fromPackages() }
        guard paths.count == 1, flavour == nil, level == nil else {
            throw CommandFailure.usage(
                "a service file stands alone: without other paths, --flavour and --level, which are for packages")
        }
        return try ServiceFile(parsing: try Self.bytes(of: paths[0]), name: paths[0], hosts: hosts).request
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

    private func fromPackages() throws -> PlacementRequest {
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
        var request = PlacementRequest([])
        guard let nsd = nsds.first else {
            for vnfd in vnfds { try add(vnfd, vnfd.productName, flavour, level, to: &request) }
            return together(request)
        }
        guard nsds.count == 1 else { throw CommandFailure.usage("there are \(nsds.count) NSDs; name one") }
        guard let chosen = nsd.flavour(flavour), let size = chosen.instantiationLevel(level) else {
            throw CommandFailure.usage(
                "NSD \(nsd.id) has no such flavour or level; manifold show \(paths[0]) tells which there are")
        }
        for profile in chosen.vnfProfiles {
            guard let vnfd = vnfds.first(where: { $0.id == profile.vnfdID }) else {
                throw CommandFailure.usage(
                    "NSD \(nsd.id) has VNFs of \(profile.vnfdID); name that package with --service, too")
            }
            let count = size.vnfInstances[profile.id] ?? profile.minNumberOfInstances
            for number in 0..<count {
                let name = count > 1 ? "\(profile.id)-\(number)" : profile.id
                try add(vnfd, name, profile.flavourID, profile.instantiationLevelID, to: &request)
            }
        }
        return together(request)
    }

    /// The guests of a service share one host, as on a server: its networks have no transport between hosts.
    private func together(_ request: PlacementRequest) -> PlacementRequest {
        var request = request
        let all = PlacementConstraint(id: "one service", kind: .together, members: request.demands.map(\.id))
        request.constraints.append(all)
        return request
    }

    private func add(
        _ vnfd: VNFD, _ name: String, _ flavourID: String?, _ levelID: String?, to request: inout PlacementRequest
    ) throws {
        guard let flavour = vnfd.flavour(flavourID) else {
            throw CommandFailure.usage(
                "VNFD \(vnfd.id) has no flavour \(flavourID ?? ""); it has \(Amount.list(vnfd.flavours.map(\.id)))")
        }
        let counts: [String: Int]
        switch ScalePlanner.initial(flavour, levelID: levelID) {
        case .target(let target): counts = target.instances
        case .refused(let error): throw error
        }
        var members: [String: [String]] = [:]
        for vdu in flavour.vdus {
            let storage = try flavour.volumes(of: vdu).reduce(0) { $0 + $1.size }
            for index in 0..<(counts[vdu.id] ?? 0) {
                let title = flavour.vdus.count > 1 ? "\(name)-\(vdu.id)-\(index)" : "\(name)-\(index)"
                request.demands.append(try PlacementDemand(id: title, title: title, vdu: vdu, storage: storage))
                members[vdu.id, default: []].append(title)
            }
        }
        request.constraints += PlacementConstraint.rules(of: flavour, members: members)
    }
}
