import Dataplane
import MANOModel
import VIM

/// One simulated host with everything on it. Acts are atomic: what throws changes nothing.
struct HostState: Sendable, Codable, Equatable {
    let description: SimulatedHostDescription
    var isReachable = true
    /// Nothing runs on a host that is off.
    var isOn = true
    /// By SHA-256.
    var images: [String: ImageSource] = [:]
    var volumes: [String: Volume] = [:]
    var guests: [String: Guest] = [:]
    var hasBridge = false
    var ports: [String: Port] = [:]
    var endpoints: [String: EndpointSpec] = [:]
    var graphs: [String: Graph] = [:]

    var name: String { description.name }

    enum Volume: Sendable, Codable, Equatable {
        /// With its real size in bytes.
        case disk(VolumeSpec, size: Int64)
        case configDrive(ConfigDriveSpec)
        case foreign

        var owner: String? {
            switch self {
            case .disk(let spec, _): spec.owner
            case .configDrive(let spec): spec.owner
            case .foreign: nil
            }
        }

        /// A config drive takes 1 MiB at most and is not counted.
        var size: Int64 { if case .disk(_, let size) = self { size } else { 0 } }
    }

    struct Guest: Sendable, Codable, Equatable {
        /// Nil: somebody else's.
        var spec: GuestSpec?
        var state: GuestObservation.State
        var reason: String
        /// Milliseconds of the world's clock.
        var startedAt: Int64
        var forwarded = GuestCounter(packets: 0, bytes: 0)
    }

    enum Port: Sendable, Codable, Equatable {
        case ours(PortSpec)
        case foreign

        var spec: PortSpec? { if case .ours(let spec) = self { spec } else { nil } }
    }

    init(_ description: SimulatedHostDescription) { self.description = description }

    func refusal(_ message: String, remedy: String? = nil) -> ManifoldError {
        ManifoldError(.infrastructure, "host \(name): \(message)", remedy: remedy)
    }

    /// What its guests have that there may be once only, in the whole world.
    func identities(of spec: GuestSpec) -> [String] {
        var found = ["guest \(spec.name)"]
        found += (spec.volumes + (spec.configDrive.map { [$0] } ?? [])).map { "disk \($0)" }
        for interface in spec.interfaces {
            found.append("MAC address \(interface.macAddress)")
            let segment = interface.switchPort.flatMap { ports[$0]?.spec?.segment }.map { " on segment \($0)" } ?? ""
            found += interface.addresses.map { "address \($0)\(segment)" }
        }
        return found
    }

    // MARK: Images and volumes

    func facts() -> HostFacts {
        var facts = description.facts
        facts.storageFree = max(facts.storageCapacity - storageUsed, 0)
        return facts
    }

    private var storageUsed: Int64 { volumes.values.reduce(0) { $0 + $1.size } }

    mutating func ensureImage(_ image: ImageSource) {
        if images[image.hash] == nil { images[image.hash] = image }
    }

    mutating func removeImage(hash: String) throws {
        for (name, volume) in volumes {
            if case .disk(let spec, _) = volume, spec.imageHash == hash {
                throw refusal("image \(hash) is under volume \(name)", remedy: "remove the volume first")
            }
        }
        images[hash] = nil
    }

    /// - Parameter least: bytes that it has at least.
    mutating func createVolume(_ spec: VolumeSpec, atLeast least: Int64 = 0) throws {
        if let existing = volumes[spec.name] {
            if case .disk(spec, _) = existing { return }
            throw conflict("volume \(spec.name)", owner: existing.owner, wanted: spec.owner)
        }
        var size = max(spec.size, least)
        if let hash = spec.imageHash {
            guard let image = images[hash] else { throw refusal("volume \(spec.name): image \(hash) is not there") }
            size = max(size, image.size)
        }
        let free = description.facts.storageCapacity - storageUsed
        guard size <= free else {
            throw refusal("volume \(spec.name) needs \(size) bytes, \(free) are free", remedy: "free storage")
        }
        volumes[spec.name] = .disk(spec, size: size)
    }

    mutating func createConfigDrive(_ spec: ConfigDriveSpec) throws {
        if let existing = volumes[spec.name] {
            if existing == .configDrive(spec) { return }
            throw conflict("config drive \(spec.name)", owner: existing.owner, wanted: spec.owner)
        }
        volumes[spec.name] = .configDrive(spec)
    }

    mutating func removeVolume(name: String) throws {
        guard let volume = volumes[name] else { return }
        guard volume.owner != nil else { throw refusal("volume \(name) is not Manifold's") }
        if let user = guests.values.first(where: { $0.uses(volume: name) })?.spec {
            throw refusal(
                "volume \(name) is in use by guest \(user.name) (\(user.title))", remedy: "remove the guest first")
        }
        volumes[name] = nil
    }

    func volume(name: String) throws -> Observation {
        switch volumes[name] {
        case nil: .absent
        case .disk(let spec, _): .present(owner: spec.owner, digest: try SpecificationDigest.of(spec))
        case .configDrive(let spec): .present(owner: spec.owner, digest: try SpecificationDigest.of(spec))
        case .foreign: .foreign("volume \(name) on host \(self.name) without Manifold's mark")
        }
    }

    // MARK: Guests

    /// - Returns: whether it was started now.
    mutating func startGuest(_ spec: GuestSpec, now: Int64) throws -> Bool {
        if let existing = guests[spec.name] {
            let isActive = existing.state == .running || existing.state == .paused
            // One that is stopped is defined anew.
            guard existing.spec == spec || existing.spec?.owner == spec.owner && !isActive else {
                throw conflict("guest \(spec.name)", owner: existing.spec?.owner, wanted: spec.owner)
            }
            if isActive { return false }
        }
        try checkRoom(for: spec)
        let forwarded = guests[spec.name]?.forwarded ?? GuestCounter(packets: 0, bytes: 0)
        guests[spec.name] = Guest(spec: spec, state: .running, reason: "booted", startedAt: now, forwarded: forwarded)
        return true
    }

    private func checkRoom(for spec: GuestSpec) throws {
        let title = "guest \(spec.name) (\(spec.title))"
        for disk in spec.volumes + (spec.configDrive.map { [$0] } ?? []) {
            guard let volume = volumes[disk] else { throw refusal("\(title): volume \(disk) is not there") }
            guard volume.owner == spec.owner else {
                throw refusal("\(title): volume \(disk) belongs to \(volume.owner ?? "somebody else")")
            }
        }
        if case .kernel(let hash, _) = spec.boot, images[hash] == nil {
            throw refusal("\(title): image \(hash) is not there")
        }
        let others = guests.values.compactMap { guest in
            guest.state == .running || guest.state == .paused ? guest.spec : nil
        }.filter { $0.name != spec.name }
        let cores = Set(description.facts.numaNodes.flatMap(\.cores))
        for core in spec.pinnedCPUs {
            guard cores.contains(core) else { throw refusal("\(title): there is no core \(core)") }
            if let other = others.first(where: { $0.pinnedCPUs.contains(core) }) {
                throw refusal("\(title): core \(core) belongs to guest \(other.name) (\(other.title))")
            }
        }
        try checkMemory(of: spec, title, beside: others)
        try checkDevices(of: spec, title, beside: others)
        try checkVDPADevices(of: spec, title, beside: others)
        for interface in spec.interfaces {
            guard let bridge = interface.bridge,
                !description.facts.bridges.contains(where: { $0.name == bridge })
            else { continue }
            throw refusal("\(title): there is no bridge \(bridge)")
        }
        for interface in spec.interfaces where interface.switchPort != nil {
            for other in others where other.interfaces.contains(where: { $0.switchPort == interface.switchPort }) {
                throw refusal(
                    "\(title): interface \(interface.switchPort ?? "") belongs to guest \(other.name) (\(other.title))")
            }
        }
    }

    private func checkMemory(of spec: GuestSpec, _ title: String, beside others: [GuestSpec]) throws {
        func check(_ size: Int?, _ node: Int?, _ capacity: Int64, _ place: String) throws {
            let needed = spec.memory(inPagesOf: size, node: node)
            let free = capacity - others.reduce(0) { $0 + $1.memory(inPagesOf: size, node: node) }
            guard needed == 0 || needed <= free else {
                throw refusal("\(title) needs \(needed) bytes of memory\(place), \(free) are free")
            }
        }
        let nodes = description.facts.numaNodes
        try check(nil, nil, nodes.reduce(0) { $0 + HostCapacity.normalMemory($1) }, "")
        for cell in spec.cells {
            guard let node = nodes.first(where: { $0.id == cell.node }) else {
                throw refusal("\(title): there is no NUMA node \(cell.node)")
            }
            let pages = cell.pageSize.map { Int64(node.hugepages[$0] ?? 0) * Int64($0) << 10 }
            let kind = cell.pageSize.map { " in \($0) KiB pages" } ?? ""
            try check(
                cell.pageSize, node.id, pages ?? HostCapacity.normalMemory(node), "\(kind) on NUMA node \(node.id)")
        }
    }

    private func checkDevices(of spec: GuestSpec, _ title: String, beside others: [GuestSpec]) throws {
        let facts = description.facts
        let known = Set(
            facts.pciDevices.map(\.address)
                + facts.physicalFunctions.flatMap { [$0.pciAddress] + $0.virtualFunctions.map(\.pciAddress) })
        for address in spec.pciAddresses {
            guard known.contains(address) else { throw refusal("\(title): there is no PCI device \(address)") }
            if let other = others.first(where: { $0.pciAddresses.contains(address) }) {
                throw refusal("\(title): PCI device \(address) belongs to guest \(other.name) (\(other.title))")
            }
        }
    }

    private func checkVDPADevices(of spec: GuestSpec, _ title: String, beside others: [GuestSpec]) throws {
        for path in spec.vdpaDevices {
            guard description.facts.vdpaDevices.contains(where: { $0.isForGuests && $0.characterDevice == path }) else {
                throw refusal("\(title): there is no vDPA device \(path)")
            }
            if let other = others.first(where: { $0.vdpaDevices.contains(path) }) {
                throw refusal("\(title): vDPA device \(path) belongs to guest \(other.name) (\(other.title))")
            }
        }
    }

    /// - Returns: the guest where it ran until now.
    mutating func removeGuest(name: String) throws -> GuestSpec? {
        guard let guest = guests[name] else { return nil }
        guard let spec = guest.spec else { throw refusal("guest \(name) is not Manifold's") }
        guests[name] = nil
        return guest.state == .running || guest.state == .paused ? spec : nil
    }

    /// - Returns: the guest where it ran until now.
    mutating func stopGuest(name: String, crashed: Bool, reason: String) throws -> GuestSpec? {
        guard let guest = guests[name], let spec = guest.spec else {
            throw ManifoldError(.notFound, "host \(self.name) has no guest \(name)")
        }
        guard guest.state == .running || guest.state == .paused else { return nil }
        guests[name]?.state = crashed ? .crashed : .stopped
        guests[name]?.reason = reason
        return spec
    }

    func guest(name: String) throws -> GuestObservation {
        guard let guest = guests[name] else { return .absent }
        guard let spec = guest.spec else {
            return .foreign("guest \(name) on host \(self.name) without Manifold's mark")
        }
        return .present(
            owner: spec.owner, digest: try SpecificationDigest.of(spec), state: guest.state, reason: guest.reason)
    }

    func guestCounters(name: String) throws -> [String: GuestCounter] {
        guard let guest = guests[name], guest.state == .running else {
            throw ManifoldError(
                .unknown, "host \(self.name): guest \(name) is not running, and its agent gives no answer")
        }
        return ["forwarded": guest.forwarded]
    }

    func inventory() -> [OwnedResource] {
        let ofVolumes = volumes.compactMap { name, volume in
            volume.owner.map { OwnedResource(kind: .volume, name: name, owner: $0) }
        }
        let ofGuests = guests.compactMap { name, guest in
            guest.spec.map { OwnedResource(kind: .guest, name: name, owner: $0.owner) }
        }
        return (ofGuests + ofVolumes).sorted { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }
    }

    func conflict(_ what: String, owner: String?, wanted: String) -> ManifoldError {
        guard let owner else {
            return refusal("\(what) is there already and is not Manifold's", remedy: "remove or rename it")
        }
        return owner == wanted
            ? refusal("\(what) is there already with another specification")
            : refusal("\(what) is there already and belongs to \(owner), not to \(wanted)")
    }
}

extension HostState.Guest {
    func uses(volume name: String) -> Bool {
        guard let spec else { return false }
        return spec.volumes.contains(name) || spec.configDrive == name
    }
}
