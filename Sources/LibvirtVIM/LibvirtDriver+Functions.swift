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
        let state = "/sys/class/net/\(interface)/operstate"
        let hadLink = try await BlockingPool.files.run { [name] in
            let hadLink = system.text(state) == "up"
            try FunctionCount(host: name, interface: interface, system: system, settings: functions).set(count)
            return hadLink
        }
        guard hadLink else { return }
        // Cards lose their link for a moment when their functions are made: what is read then would be wrong for long.
        let clock = ContinuousClock()
        let end = clock.now + .seconds(10)
        while clock.now < end, try await BlockingPool.files.run({ system.text(state) != "up" }) {
            try await Task.sleep(for: .milliseconds(100))
        }
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
