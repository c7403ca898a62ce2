import BlockingPool
import FoundationEssentials
import Glibc
import MANOModel

/// Virtual functions: how many a card has, and what its driver is told of them.
extension LibvirtDriver {
    private var functions: FunctionSettings? {
        system.map { FunctionSettings(host: name, system: $0, log: log) }
    }

    package func setVirtualFunctions(_ count: Int, of interface: String) async throws {
        guard let functions, let system else {
            throw ManifoldError(
                .unsupported, "virtual functions of host \(name) can't be made from here: it is another machine",
                remedy: "write \(count) to /sys/class/net/\(interface)/device/sriov_numvfs there")
        }
        let hadLink = try await BlockingPool.files.run { [name] in
            let hadLink = Self.hasLink(interface, system)
            try FunctionCount(host: name, interface: interface, system: system, settings: functions).set(count)
            return hadLink
        }
        if hadLink { try await awaitLink(of: interface, system) }
    }

    /// Cards lose their link for seconds when their functions are made: what is read then would be wrong for long. The kernel
    /// tells of a carrier at once, and of the state that follows from it up to a second later.
    private func awaitLink(of interface: String, _ system: SystemTree) async throws {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(10)
        var upSince: ContinuousClock.Instant?
        while clock.now < end {
            let hasLink = try await BlockingPool.files.run { Self.hasLink(interface, system) }
            upSince = hasLink ? upSince ?? clock.now : nil
            if let upSince, clock.now - upSince > .milliseconds(1200) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private static func hasLink(_ interface: String, _ system: SystemTree) -> Bool {
        let folder = "/sys/class/net/\(interface)"
        return system.text("\(folder)/operstate") == "up" && system.number("\(folder)/carrier") == 1
    }

    /// Looks whether the guest's functions are there and free, and tells their cards what it asks for.
    func prepareFunctions(of guest: GuestSpec) async throws {
        var wishes: [(String, FunctionState)] = []
        for interface in guest.interfaces {
            guard case .virtualFunction(let address, let settings) = interface.attachment else { continue }
            wishes.append((address, FunctionState(settings)))
        }
        guard !wishes.isEmpty, let functions else { return }
        let path = storage.layout.functionRecords(guest.name)
        let staging = storage.layout.staging
        var places: [FunctionSettings.Place] = []
        var records: [FunctionSettings.Record] = []
        for (address, _) in wishes {
            let place = try await BlockingPool.files.run { try functions.place(of: address) }
            places.append(place)
            // What its driver doesn't tell can't be set, nor need it be taken back.
            if let before = try await functions.state(of: place) { records.append(.init(place: place, before: before)) }
        }
        let wanted = records
        try await BlockingPool.files.run {
            // An older copy of this act has written down how they were before any of it.
            guard try !FileSystem.exists(path) else { return }
            try FileSystem.replace(path, with: Array(try JSONEncoder().encode(wanted)), staging: staging)
        }
        for ((_, wish), place) in zip(wishes, places) { try await functions.apply(wish, to: place) }
    }

    /// Makes the functions of a guest that is gone as they were before it.
    func restoreFunctions(of guest: String) async throws {
        guard let functions else { return }
        let path = storage.layout.functionRecords(guest)
        let records = try await BlockingPool.files.run { () -> [FunctionSettings.Record] in
            guard try FileSystem.exists(path) else { return [] }
            return (try? JSONDecoder().decode([FunctionSettings.Record].self, from: Data(try FileSystem.read(path))))
                ?? []
        }
        for record in records { await functions.restore(record) }
        _ = try await BlockingPool.files.run { try FileSystem.remove(path) }
    }
}
