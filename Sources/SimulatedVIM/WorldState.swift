import Dataplane
import MANOModel
import VIM

/// All hosts and who listens to them; guarded by `SimulatedWorld`.
struct WorldState {
    var hosts: [String: HostState]
    /// As they were handed in.
    let order: [String]
    var settings: SimulationSettings
    var outlets = EventOutlets()
    var running = RunningGuests()

    init(hosts: [SimulatedHostDescription], settings: SimulationSettings) {
        order = hosts.map(\.name)
        self.hosts = Dictionary(hosts.map { ($0.name, HostState($0)) }) { first, _ in first }
        self.settings = settings
    }

    /// What an action will meet.
    struct Course {
        var delay: Duration
        var fault: SimulatedFault?

        var isClear: Bool { delay == .zero && fault == nil }
    }

    /// - Throws: `.notFound` for a host that isn't there, `.unknown` for one that is unreachable.
    mutating func course(of action: WorldAction, host: String) throws -> Course {
        try requireReachable(host)
        let kind = action.kind
        var course = Course(delay: settings.delay(of: kind))
        if let index = settings.faults.firstIndex(where: { $0.matches(kind, of: action, host: host) }) {
            course.fault = settings.faults[index]
            if let times = settings.faults[index].times {
                if times > 1 { settings.faults[index].times = times - 1 } else { settings.faults.remove(at: index) }
            }
        }
        return course
    }

    func requireReachable(_ host: String) throws {
        guard let state = hosts[host] else {
            throw ManifoldError(.notFound, "the simulated world has no host \(host)")
        }
        guard state.isReachable else {
            throw ManifoldError(.unknown, "host \(host) can't be reached", cause: "it was taken off in the simulation")
        }
    }

    /// Does the action, at once.
    mutating func act(_ action: WorldAction, host: String, now: Int64) throws -> WorldAnswer {
        try requireReachable(host)
        if let answer = try observe(action, host: host) { return answer }
        switch action {
        case .ensureImage(let image): hosts[host]?.ensureImage(image)
        case .removeImage(let hash): try hosts[host]?.removeImage(hash: hash)
        case .createVolume(let spec): try hosts[host]?.createVolume(spec)
        case .createConfigDrive(let spec): try hosts[host]?.createConfigDrive(spec)
        case .removeVolume(let name): try hosts[host]?.removeVolume(name: name)
        case .startGuest(let spec):
            if try hosts[host]?.startGuest(spec, now: now) == true {
                running.start(spec.name, on: host, hosts[host]?.identities(of: spec) ?? [])
                outlets.send(.guestStarted(name: spec.name, owner: spec.owner), host: host)
            }
        case .removeGuest(let name):
            if let spec = try hosts[host]?.removeGuest(name: name) {
                running.stop(name, on: host)
                outlets.send(
                    .guestStopped(name: name, owner: spec.owner, crashed: false, reason: "destroyed"), host: host)
            }
        case .ensureBridge: hosts[host]?.hasBridge = true
        case .attachPorts(let specs): try hosts[host]?.attachPorts(specs)
        case .detachPorts(let names): hosts[host]?.detachPorts(names: names)
        case .ensureEndpoint(let spec): try hosts[host]?.ensureEndpoint(spec)
        case .removeEndpoint(let spec): try hosts[host]?.removeEndpoint(spec)
        case .applyGraph(let spec): try hosts[host]?.applyGraph(spec)
        case .removeGraph(let id): hosts[host]?.graphs[id] = nil
        case .facts, .switchFacts, .images, .volume, .guest, .awaitReady, .guestCounters, .inventory, .ports, .endpoint,
            .graphDigest, .counters, .switchInventory:
            break
        }
        return .done
    }

    /// The answer of an action that changes nothing; nil for others.
    private func observe(_ action: WorldAction, host: String) throws -> WorldAnswer? {
        guard let state = hosts[host] else { return nil }
        return switch action {
        case .facts: .facts(state.facts())
        case .switchFacts: .switchFacts(state.description.facts.networkSwitch)
        case .images: .names(Set(state.images.keys))
        case .volume(let name): .observation(try state.volume(name: name))
        case .guest(let name): .guest(try state.guest(name: name))
        case .guestCounters(let name): .guestCounters(try state.guestCounters(name: name))
        case .inventory: .inventory(state.inventory())
        case .ports(let names): .ports(state.ports(names: names))
        case .endpoint(let spec): .flag(!spec.attachment.hasEndpoint || state.endpoints[spec.portName] == spec)
        case .graphDigest(let id): .digest(try state.graphs[id]?.spec.digest)
        case .counters(let id): .counters(state.graphs[id]?.counters ?? [])
        case .switchInventory: .switchInventory(state.switchInventory())
        default: nil
        }
    }

    /// Milliseconds until the guest is ready, at most 0 when it is.
    func timeUntilReady(guest name: String, host: String, now: Int64) throws -> Int64 {
        try requireReachable(host)
        guard let state = hosts[host], let guest = state.guests[name], let spec = guest.spec else {
            throw ManifoldError(.infrastructure, "host \(host): guest \(name) is not there")
        }
        guard guest.state == .running else {
            throw ManifoldError(
                .infrastructure, "host \(host): guest \(name) (\(spec.title)) stopped before it was ready",
                cause: guest.reason)
        }
        if case .none = spec.readiness.probe { return 0 }
        return guest.startedAt + Int64(settings.readyAfter) - now
    }

    mutating func stopGuest(host: String, name: String, crashed: Bool, reason: String) throws {
        guard hosts[host] != nil else {
            throw ManifoldError(.notFound, "the simulated world has no host \(host)")
        }
        guard let spec = try hosts[host]?.stopGuest(name: name, crashed: crashed, reason: reason) else { return }
        running.stop(name, on: host)
        guard hosts[host]?.isReachable == true else { return }
        outlets.send(.guestStopped(name: name, owner: spec.owner, crashed: crashed, reason: reason), host: host)
    }

    /// Everything but `perform`.
    mutating func answer(_ call: WorldCall) throws -> WorldAnswer {
        switch call {
        case .perform, .subscribe: break
        case .hosts: return .hosts(order.compactMap { hosts[$0]?.description })
        case .settings: return .settings(settings)
        case .configure(let new):
            try new.check(hosts: Set(order))
            settings = new
        case .crashGuest(let host, let name, let reason):
            try stopGuest(host: host, name: name, crashed: true, reason: reason)
        case .stopGuest(let host, let name):
            try stopGuest(host: host, name: name, crashed: false, reason: "shut down")
        case .setReachable(let host, let isReachable): try setReachable(host, isReachable)
        case .powerOff(let host): try powerOff(host)
        case .isOff(let host): return .flag(try isOff(host))
        case .duplicates: return .texts(running.duplicates)
        case .plant(let host, let thing): try plant(thing, host: host)
        case .passTraffic(let host, let graphID, let pathID, let packets, let bytes, let isReverse):
            try requireReachable(host)
            try hosts[host]?.passTraffic(
                graphID: graphID, pathID: pathID, packets: packets, bytes: bytes, isReverse: isReverse)
        case .dump(let form): return .dump(try WorldDump.text(of: order.compactMap { hosts[$0] }, form))
        }
        return .done
    }

    private mutating func setReachable(_ host: String, _ isReachable: Bool) throws {
        guard let was = hosts[host]?.isReachable else {
            throw ManifoldError(.notFound, "the simulated world has no host \(host)")
        }
        guard was != isReachable else { return }
        hosts[host]?.isReachable = isReachable
        if isReachable {
            hosts[host]?.isOn = true
            outlets.send(.connected, host: host)
            outlets.send(.resync, host: host)
        } else {
            outlets.send(.disconnected(reason: "it was taken off in the simulation"), host: host)
        }
    }

    /// Its guests stop, and it answers nothing until it is made reachable, which turns it on.
    private mutating func powerOff(_ host: String) throws {
        guard try !isOff(host) else { return }
        for (name, guest) in hosts[host]?.guests ?? [:] where guest.spec != nil {
            _ = try hosts[host]?.stopGuest(name: name, crashed: true, reason: "the host is off")
            running.stop(name, on: host)
        }
        hosts[host]?.isOn = false
        try setReachable(host, false)
    }

    private func isOff(_ host: String) throws -> Bool {
        guard let state = hosts[host] else {
            throw ManifoldError(.notFound, "the simulated world has no host \(host)")
        }
        return !state.isOn
    }

    private mutating func plant(_ thing: ForeignThing, host: String) throws {
        try requireReachable(host)
        switch thing {
        case .guest(let name):
            hosts[host]?.guests[name] = HostState.Guest(spec: nil, state: .running, reason: "booted", startedAt: 0)
        case .volume(let name): hosts[host]?.volumes[name] = .foreign
        case .port(let name): hosts[host]?.ports[name] = .foreign
        }
    }
}
