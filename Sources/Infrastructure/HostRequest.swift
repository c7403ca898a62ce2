import MANOModel
import SOL

/// What a request on a host may say.
enum HostRequest {
    static func check(_ request: ManifoldAPI.CreateHostRequest) throws {
        try ResourceName.check(request.name, "the host's name")
        if let zone = request.zone { try ResourceName.check(zone, "the zone's name") }
        guard let colon = request.libvirtURI.firstIndex(of: ":"), colon != request.libvirtURI.startIndex,
            isOneLine(request.libvirtURI)
        else {
            throw ManifoldError(
                .unprocessable, "libvirtURI \"\(request.libvirtURI)\" is no URI",
                remedy: "write it as qemu:///system or qemu+ssh://root@HOST/system")
        }
        guard isSwitchAddress(request.ovsdb) else {
            throw ManifoldError(
                .unprocessable, "ovsdb \"\(request.ovsdb)\" is no address of an OVSDB server",
                remedy: "write it as unix:PATH or tcp:HOST:PORT")
        }
        try checkManagement(request.switchRunFolder)
        try checkFolder(request.storageFolder, "storageFolder")
        try check(request.fencing, storage: request.sharedStorage)
        if let model = request.guestCPUModel { try ResourceName.check(model, "guestCPUModel") }
        try check(overcommit: request.vCPUOvercommit, reserved: request.reservedMemory)
        try check(
            groups: request.groups, traits: request.traits, cpus: request.reservedCPUs,
            networks: request.physicalNetworks?.mapValues { $0 })
    }

    static func check(_ changes: ManifoldAPI.HostModifications) throws {
        guard changes != ManifoldAPI.HostModifications() else {
            throw ManifoldError(
                .unprocessable, "the request changes nothing",
                remedy:
                    "set state, zone, groups, traits, vCPUOvercommit, reservedMemory, reservedCPUs, physicalNetworks,"
                    + " virtualFunctions, fencing, imageCache, sharedStorage or guestCPUModel")
        }
        if let state = changes.state, [.unreachable, .maintenance].contains(state) {
            throw ManifoldError(
                .unprocessable, "a host can't be made \(state.rawValue): it becomes so by itself",
                remedy: "set its state to enabled, disabled or draining")
        }
        try check(changes.fencing, storage: changes.sharedStorage)
        if let model = changes.guestCPUModel { try ResourceName.check(model, "guestCPUModel") }
        if let cache = changes.imageCache, (cache.maximumBytes ?? 0) < 0 || (cache.maximumAge ?? 0) < 0 {
            throw ManifoldError(.unprocessable, "imageCache has a negative limit", remedy: "bytes and seconds from 0")
        }
        if let zone = changes.zone { try ResourceName.check(zone, "the zone's name") }
        try check(overcommit: changes.vCPUOvercommit, reserved: changes.reservedMemory)
        try check(
            groups: changes.groups, traits: changes.traits, cpus: changes.reservedCPUs,
            networks: changes.physicalNetworks)
        for (interface, count) in changes.virtualFunctions ?? [:] {
            try checkInterface(interface, "virtualFunctions")
            guard (0...4096).contains(count) else {
                throw ManifoldError(
                    .unprocessable, "virtualFunctions asks for \(count) of \(interface)", remedy: "0 or more")
            }
        }
    }

    /// Throws `.unprocessable` where the settings name what the host doesn't have; one that has never answered may have it.
    static func check(_ settings: [Host.Setting] = Host.Setting.allCases, of host: Host) throws {
        guard let facts = host.facts else { return }
        let warnings = host.settingWarnings(facts, of: settings)
        guard warnings.isEmpty else {
            throw ManifoldError(
                .unprocessable, "host \(host.name) can't be set so: \(warnings.joined(separator: "; "))",
                remedy: "name what it has: manifold host show \(host.name)")
        }
    }

    /// Throws `.unprocessable` where a host can't be fenced by what is set: a simulated fence would confirm what it didn't do.
    static func checkFencing(of host: Host) throws {
        guard case .libvirt = host.connection, host.fencing?.methods.contains(where: { $0.type == .simulated }) == true
        else { return }
        throw ManifoldError(
            .unprocessable, "host \(host.name) is a real one: the fencing method simulated would power nothing off",
            remedy: "use ipmi, redfish or ssh")
    }

    private static func check(
        groups: [String]?, traits: [String]?, cpus: [Int]?, networks: [String: String?]?
    ) throws {
        for group in groups ?? [] { try ResourceName.check(group, "the group's name") }
        for trait in traits ?? [] { try ResourceName.check(trait, "the trait's name") }
        for (interface, network) in networks ?? [:] {
            try checkInterface(interface, "physicalNetworks")
            if let network { try ResourceName.check(network, "the physical network's name") }
        }
        if let wrong = cpus?.first(where: { !(0..<CPUList.limit).contains($0) }) {
            throw ManifoldError(
                .unprocessable, "reservedCPUs has \(wrong), which is no number of a CPU",
                remedy: "give numbers from 0, as the host's kernel counts")
        }
    }

    private static func checkInterface(_ interface: String, _ setting: String) throws {
        guard (1...63).contains(interface.utf8.count), interface.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw ManifoldError(
                .unprocessable, "\(setting) names \"\(interface)\", which is no interface",
                remedy: "name one of the host: manifold host show")
        }
    }

    private static func check(overcommit: Double?, reserved: Int64?) throws {
        if let overcommit, !(0.01...1000).contains(overcommit) {
            throw ManifoldError(
                .unprocessable, "vCPUOvercommit \(overcommit) is out of range", remedy: "0.01 to 1000")
        }
        if let reserved, reserved < 0 {
            throw ManifoldError(.unprocessable, "reservedMemory \(reserved) is negative", remedy: "give it in bytes")
        }
    }

    private static func check(_ fencing: FencingSettings?, storage: String?) throws {
        if let storage, !storage.isEmpty { try ResourceName.check(storage, "sharedStorage") }
        guard let fencing else { return }
        guard (1...86400).contains(fencing.unreachableAfter) else {
            throw ManifoldError(
                .unprocessable, "unreachableAfter \(fencing.unreachableAfter) is out of range",
                remedy: "1 to 86,400 seconds")
        }
        guard fencing.methods.count <= 8 else {
            throw ManifoldError(
                .unprocessable, "\(fencing.methods.count) fencing methods are too many", remedy: "at most 8")
        }
        for method in fencing.methods { try FencingRequest.check(method) }
        if fencing.automatic, fencing.methods.isEmpty {
            throw ManifoldError(
                .unprocessable, "a host can't be evacuated by itself without a fencing method",
                remedy: "name one in methods")
        }
    }

    private static func checkFolder(_ path: String, _ name: String) throws {
        let parts = path.split(separator: "/")
        guard path.hasPrefix("/"), !parts.isEmpty, !parts.contains(".."), isOneLine(path) else {
            throw ManifoldError(
                .unprocessable, "\(name) \"\(path)\" is no folder that can be used",
                remedy: "give an absolute path without .. in it")
        }
    }

    private static func checkManagement(_ place: String) throws {
        guard place.hasPrefix("tcp:") else { return try checkFolder(place, "switchRunFolder") }
        guard isSwitchAddress(place) else {
            throw ManifoldError(
                .unprocessable, "switchRunFolder \"\(place)\" is no address on which a switch can listen",
                remedy: "write a folder, or tcp:ADDRESS:PORT with the host's own address")
        }
    }

    private static func isSwitchAddress(_ address: String) -> Bool {
        guard isOneLine(address) else { return false }
        if address.hasPrefix("unix:") { return address.dropFirst(5).hasPrefix("/") }
        let rest = address.dropFirst(4)
        guard address.hasPrefix("tcp:"), let colon = rest.lastIndex(of: ":"), colon != rest.startIndex,
            let port = Int(rest[rest.index(after: colon)...])
        else { return false }
        return (1...65535).contains(port)
    }

    static func isOneLine(_ text: String) -> Bool { !text.utf8.contains { $0 < 0x20 || $0 == 0x7f } }
}
