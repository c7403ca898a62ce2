import BlockingPool
package import FoundationEssentials
import Glibc
package import Libvirt
package import Logging
package import MANOModel
package import VIM
import Synchronization

/// One host's hypervisor through libvirt.
///
/// Domains are persistent and bear a mark in their metadata; volumes are files of a libvirt pool with a mark beside
/// them. Where the host's file system is the manager's, the manager writes files itself (`HostStorage`); elsewhere all goes
/// through libvirt's storage API (`RemoteStorage`).
package final class LibvirtDriver: VIMDriver {
    let name: String
    let host: LibvirtHost
    let storage: HostStorage
    let remote: RemoteStorage
    let document: DomainDocument
    let log: Logger
    let guests: EventTranslator
    /// The host's own files, where the manager has them.
    let system: SystemTree?
    let serialLogs: SerialLogFiles
    private let state = Mutex(State())
    private let preparation = Once<Bool>()
    private let hostAbilities: Once<HostAbilities>
    private let imageTurns = ImageTurns()

    private struct State {
        var imageCopies: [String: Task<Void, any Error>] = [:]
        var rotation: Task<Void, Never>?
        var progress: [String: CachedImage] = [:]
    }

    /// What of a host does not change while its libvirt runs.
    struct HostAbilities: Sendable {
        var capabilities: HostCapabilities
        /// QEMU's, as libvirt counts.
        var emulatorVersion: Int
        var kvm: Bool
        /// In order.
        var cpuFeatures: [String]
    }

    /// - Parameters:
    ///   - name: the host's, for messages.
    ///   - uri: libvirt's, such as `qemu:///system`.
    ///   - storageFolder: the host's folder for volumes, logs and sockets; it is made where it isn't there.
    ///   - systemRoot: what stands for the host's `/`, where its `/sys` is another than the manager's.
    /// - Throws: `ManifoldError` for a path that is none.
    package convenience init(
        name: String, uri: String, storageFolder: String, systemRoot: String = "/",
        serialLogs: SerialLogLimits = .init(), limits: LibvirtHost.Limits = .init(),
        log: Logger = Logger(label: "libvirt")
    ) throws {
        try self.init(
            name: name, uri: uri, storageFolder: storageFolder, document: .qemu, systemRoot: systemRoot,
            serialLogs: serialLogs, limits: limits, log: log)
    }

    init(
        name: String, uri: String, storageFolder: String, document: DomainDocument, systemRoot: String = "/",
        serialLogs: SerialLogLimits = .init(), limits: LibvirtHost.Limits = .init(),
        log: Logger = Logger(label: "libvirt")
    ) throws {
        guard storageFolder.hasPrefix("/") else {
            throw ManifoldError(
                .unprocessable, "the storage folder '\(storageFolder)' of host \(name) is no absolute path")
        }
        self.name = name
        self.log = log
        self.document = document
        host = LibvirtHost(uri: uri, name: name, limits: limits)
        var root = storageFolder
        while root.count > 1, root.hasSuffix("/") { root.removeLast() }
        storage = HostStorage(layout: StorageLayout(root: root), hostName: name)
        self.serialLogs = SerialLogFiles(layout: storage.layout, limits: serialLogs)
        remote = RemoteStorage(layout: StorageLayout(root: root), hostName: name)
        let abilities = Once<HostAbilities>()
        hostAbilities = abilities
        // Who answers next may be another libvirt, with another QEMU, on a host that was started anew.
        guests = EventTranslator(host: host, onDisconnect: { abilities.forget() })
        // libvirt's test driver plays a host that isn't this machine.
        system = Self.isLocal(uri) && !uri.hasPrefix("test") ? SystemTree(root: systemRoot) : nil
    }

    // MARK: Abilities

    /// Read once a connection: the emulator, whether KVM works, and the CPU that guests get with it.
    func abilities() async throws -> HostAbilities {
        try await hostAbilities.value {
            let (capabilities, version) = try await self.host.query(deadline: self.host.limits.inventoryDeadline) {
                (try HostCapabilities(xml: try $0.capabilitiesXML()), try $0.hypervisorVersion())
            }
            let kvm = try await self.kvmWorks(capabilities)
            let features = try await self.host.query(deadline: self.host.limits.inventoryDeadline) { connection in
                HostCPUModel.features(
                    connection, emulator: capabilities.emulator, architecture: capabilities.architecture,
                    virtualization: kvm ? "kvm" : "qemu")
            }
            return HostAbilities(
                capabilities: capabilities, emulatorVersion: Int(clamping: version), kvm: kvm,
                cpuFeatures: features ?? capabilities.cpuFeatures.sorted())
        }
    }

    private func kvmWorks(_ capabilities: HostCapabilities) async throws -> Bool {
        guard capabilities.offersKVM else { return false }
        if try await prepare() {
            guard capabilities.hasVirtualizationFlag else { return false }
            return try await insisting { try await probeRemotely(patience: $0) }
        }
        let flags = try? await BlockingPool.files.run { try FileSystem.read("/proc/cpuinfo", limit: 1 << 16) }
        let words = Set(String(decoding: flags ?? [], as: UTF8.self).split { $0 == " " || $0 == "\n" })
        guard capabilities.hasVirtualizationFlag || words.contains("vmx") || words.contains("svm") else { return false }
        return try await insisting { try await probe(virtualization: "kvm", patience: $0) }
    }

    /// A busy host may keep a guest waiting: without an answer it has a second try, with more time.
    private func insisting(_ probe: (Duration) async throws -> Bool) async throws -> Bool {
        if try await probe(.seconds(8)) { return true }
        return try await probe(.seconds(30))
    }

    /// Starts the probe guest and waits for its answer.
    func probe(virtualization: String, patience: Duration) async throws -> Bool {
        try await prepare()
        let layout = storage.layout
        let name = "manifold-probe-\(UUID().uuidString.lowercased())"
        // With our process's number in front they count as its temporary files.
        let (disk, log) = (
            "\(layout.staging)/\(getpid())-\(name).img", "\(layout.staging)/\(getpid())-\(name).log"
        )
        let pattern = SerialLog.Pattern(KVMProbe.answer)!
        let serial = SerialLog(path: log)
        try await BlockingPool.files.run {
            try FileSystem.replace(disk, with: KVMProbe.bootSector, staging: layout.staging)
        }
        var answered = false
        do {
            let xml = KVMProbe.domainXML(name: name, virtualization: virtualization, disk: disk, log: log)
            try await host.change { _ = try $0.createTransientDomain(xml: xml) }
            let clock = ContinuousClock()
            let end = clock.now + patience
            while !answered, clock.now < end {
                answered = try await BlockingPool.files.run { try serial.advance(pattern) }
                if !answered { try await Task.sleep(for: .milliseconds(20)) }
            }
        } catch let error as LibvirtError where !error.isConnectionFailure {
            self.log.notice("the probe guest on host \(self.name) did not start: \(error)")
        }
        try? await host.change { try $0.domain(named: name).destroy() }
        try await BlockingPool.files.run {
            try FileSystem.remove(disk)
            try FileSystem.remove(log)
        }
        return answered
    }

    /// The same on a host whose files are its own.
    private func probeRemotely(patience: Duration) async throws -> Bool {
        let name = "manifold-probe-\(UUID().uuidString.lowercased())"
        let layout = storage.layout
        let remote = remote
        let xml = KVMProbe.domainXML(
            name: name, virtualization: "kvm", disk: "\(layout.volumes)/\(name)", log: layout.serialLog(name))
        var answered = false
        do {
            try await host.change { connection in
                try remote.place(KVMProbe.bootSector, name, connection)
                _ = try connection.createTransientDomain(xml: xml)
            }
            let end = ContinuousClock.now + patience
            while !answered, ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(200))
                let log = try await host.query { try remote.serialLog(name, $0) }
                answered = String(decoding: log, as: UTF8.self).contains(KVMProbe.answer)
            }
        } catch let error as LibvirtError where !error.isConnectionFailure {
            self.log.notice("the probe guest on host \(self.name) did not start: \(error)")
        }
        try? await host.change { try $0.domain(named: name).destroy() }
        try await host.change { connection in
            try remote.removePlaced(name, connection)
            try remote.removeGuestFiles(name, connection)
        }
        return answered
    }

    // MARK: Images and volumes

    package func ensureImage(_ image: ImageSource) async throws {
        try await imageTurns.using(image.hash) { try await copyImage(image) }
    }

    private func copyImage(_ image: ImageSource) async throws {
        let isRemote = try await prepare()
        let copy = state.withLock { state in
            if let running = state.imageCopies[image.hash] { return running }
            let task = Task { [storage, remote, host] in
                if isRemote {
                    try await host.change(deadline: Self.uploadLimit) { connection in
                        try remote.ensureImage(image, connection) { self.note($0, of: image) }
                    }
                } else {
                    try await BlockingPool.files.run { try storage.ensureImage(image) { self.note($0, of: image) } }
                }
            }
            state.imageCopies[image.hash] = task
            return task
        }
        let result = await copy.result
        state.withLock { state in
            if state.imageCopies[image.hash] == copy { state.imageCopies[image.hash] = nil }
            state.progress[image.hash] = nil
        }
        try await translating("cache image \(image.hash) on host \(name)") { try result.get() }
    }

    /// How long one image may take to reach a host over the network.
    private static let uploadLimit = Duration.seconds(1800)

    private func note(_ received: Int64, of image: ImageSource) {
        let entry = CachedImage(hash: image.hash, format: image.format, size: image.size, received: received)
        state.withLock { $0.progress[image.hash] = entry }
    }

    package func images() async throws -> Set<String> { Set(try await imagesThere().map(\.hash)) }

    package func cachedImages() async throws -> [CachedImage] {
        let there = try await imagesThere()
        let coming = state.withLock { $0.progress }
        return (there.filter { coming[$0.hash] == nil } + coming.values).sorted { $0.hash < $1.hash }
    }

    private func imagesThere() async throws -> [CachedImage] {
        try await onStorage("list the images of host \(name)") {
            try $0.cachedImages()
        } remotely: {
            try $0.images($1)
        }
    }

    package func removeImage(hash: String, unlessUsedSince limit: Date?) async throws {
        let isFree: Void? = try await imageTurns.removing(hash) {
            try await onStorage("remove image \(hash) from host \(name)") {
                try $0.removeImage(hash: hash, unlessUsedSince: limit)
            } remotely: {
                try $0.removeImage(hash: hash, unlessUsedSince: limit, $1)
            }
        }
        guard isFree != nil else {
            throw ManifoldError(.conflict, "image \(hash) on host \(name) is being used at this moment")
        }
    }

    package func createVolume(_ volume: VolumeSpec) async throws {
        guard let hash = volume.imageHash else { return try await makeVolume(volume) }
        try await imageTurns.using(hash) { try await makeVolume(volume) }
    }

    private func makeVolume(_ volume: VolumeSpec) async throws {
        try await onStorage("make volume \(volume.name) on host \(name)") {
            try $0.createDisk(volume)
        } remotely: {
            try $0.createDisk(volume, $1)
        }
    }

    package func createConfigDrive(_ drive: ConfigDriveSpec) async throws {
        try await onStorage("make config drive \(drive.name) on host \(name)") {
            try $0.createConfigDrive(drive)
        } remotely: {
            try $0.createConfigDrive(drive, $1)
        }
    }

    package func removeVolume(name volume: String) async throws {
        let what = "remove volume \(volume) from host \(name)"
        if try await prepare() {
            return try await translating(what) { [remote] in
                try await self.host.change { try remote.removeVolume(volume, $0) }
            }
        }
        let path = try await onFiles("look for volume \(volume) on host \(name)") { storage in
            guard case .present = try storage.observe(volume) else { return nil as String? }
            return try storage.path(of: volume)
        }
        if let path { try await forget(path) }
        try await onFiles(what) { try $0.removeVolume(volume) }
    }

    package func volume(name volume: String) async throws -> Observation {
        try await onStorage("look for volume \(volume) on host \(name)") {
            try $0.observe(volume)
        } remotely: {
            try $0.observe(volume, $1)
        }
    }

    /// Runs the first body where the host's files are the manager's, and the second elsewhere.
    private func onStorage<Value: Sendable>(
        _ what: String, _ body: @escaping @Sendable (HostStorage) throws -> Value,
        remotely remoteBody: @escaping @Sendable (RemoteStorage, Connection) throws -> Value
    ) async throws -> Value {
        guard try await prepare() else { return try await onFiles(what, body) }
        return try await translating(what) { [remote] in try await self.host.change { try remoteBody(remote, $0) } }
    }

    /// Where libvirt has seen the volume, libvirt deletes it: its list of volumes would go on showing it.
    private func forget(_ path: String) async throws {
        try await translating("remove \(path) from host \(name)") {
            try await self.host.change { connection in
                do {
                    try connection.volume(path: path).delete()
                } catch let error as LibvirtError where error.isNotFound || error.code == .noSupport {
                    // It has not seen the volume, or has no storage driver.
                }
            }
        }
    }

    private func onFiles<Value: Sendable>(
        _ what: String, _ body: @escaping @Sendable (HostStorage) throws -> Value
    ) async throws -> Value {
        try await prepare()
        return try await translating(what) { [storage] in
            try await BlockingPool.files.run { try body(storage) }
        }
    }

    /// The folders and the pools over them, once.
    ///
    /// - Returns: whether the host's files are others than the manager's.
    @discardableResult
    func prepare() async throws -> Bool {
        try await translating("prepare the storage of host \(name)") {
            try await self.preparation.value { [storage = self.storage, remote = self.remote, host = self.host] in
                if Self.isLocal(host.uri) {
                    try await BlockingPool.files.run { try storage.prepare() }
                    // libvirt's test driver can't build.
                    let isBuilt = !host.uri.hasPrefix("test")
                    try await host.change { try Self.ensurePool(storage.layout, $0, building: isBuilt) }
                    if try await self.sharesFiles() {
                        self.startRotation()
                        return false
                    }
                }
                try await host.change { try remote.prepare($0) }
                return true
            }
        }
    }

    /// Whether libvirt sees a file that the manager makes: a libvirtd on this machine may have a mount namespace of its own.
    private func sharesFiles() async throws -> Bool {
        guard !host.uri.hasPrefix("test") else { return true }
        let layout = storage.layout
        let name = "manifold-probe-\(UUID().uuidString.lowercased())"
        let path = "\(layout.volumes)/\(name)"
        try await BlockingPool.files.run { try FileSystem.replace(path, with: [0], staging: layout.staging) }
        let isSeen: Bool
        do {
            isSeen = try await host.change { connection in
                do {
                    let pool = try Self.pool(over: layout, connection)
                    try pool?.refresh()
                    return try pool?.volume(named: name) != nil
                } catch let error as LibvirtError where error.isNotFound {
                    return false
                }
            }
        } catch {
            _ = try? await BlockingPool.files.run { try FileSystem.remove(path) }
            throw error
        }
        _ = try await BlockingPool.files.run { try FileSystem.remove(path) }
        try await host.change { try Self.pool(over: layout, $0)?.refresh() }
        return isSeen
    }

    /// True where the URI names no other machine: `qemu:///system`, `qemu+unix:///system?socket=…`.
    static func isLocal(_ uri: String) -> Bool {
        guard let separator = uri.firstRange(of: "://") else { return false }
        let transport = uri[..<separator.lowerBound].split(separator: "+").dropFirst().first
        return uri[separator.upperBound...].hasPrefix("/") && (transport == nil || transport == "unix")
    }

    /// The pool over the folder of volumes: ours, or the operator's own on the same folder, beside which libvirt takes none.
    private static func pool(over layout: StorageLayout, _ connection: Connection) throws -> StoragePool? {
        try present { try connection.storagePool(named: RemoteStorage.poolName(layout.volumes)) }
            ?? present { try connection.storagePool(targetPath: layout.volumes) }
    }

    private static func ensurePool(_ layout: StorageLayout, _ connection: Connection, building: Bool) throws {
        let pool =
            try pool(over: layout, connection)
            ?? connection.defineStoragePool(
                xml: """
                    <pool type="dir"><name>\(RemoteStorage.poolName(layout.volumes))</name>\
                    <target><path>\(XMLNode.escape(layout.volumes))</path></target></pool>
                    """)
        // A libvirtd with files of its own has no such folder.
        if try !pool.isActive() { try pool.create(building: building) }
    }

    /// The pool's folders and whatever lies in them stay: they are the operator's.
    package func releaseStorage() async throws {
        try await translating("release the storage of host \(name)") {
            try await self.host.change { [layout = self.storage.layout, remote = self.remote] connection in
                try remote.release(connection)
                let name = ExternalName.make(kind: "pool", owner: layout.volumes)
                guard let pool = try Self.present({ try connection.storagePool(named: name) }) else { return }
                if try pool.isActive() { try pool.destroy() }
                try pool.undefine()
            }
        }
    }

    private static func present(_ find: () throws -> StoragePool) throws -> StoragePool? {
        do {
            return try find()
        } catch let error as LibvirtError where error.isNotFound || error.code == .noSupport {
            return nil
        }
    }

    // MARK: Inventory and events

    package func inventory() async throws -> [OwnedResource] {
        let volumes = try await onStorage("list the volumes of host \(name)") {
            try $0.marks().map { OwnedResource(kind: .volume, name: $0.name, owner: $0.mark.owner) }
        } remotely: {
            try $0.marks($1).map { OwnedResource(kind: .volume, name: $0.name, owner: $0.mark.owner) }
        }
        let domains = try await translating("list the guests of host \(name)") {
            try await self.host.query { connection in
                try connection.domains().compactMap { domain -> OwnedResource? in
                    guard let mark = try Self.mark(of: domain) else { return nil }
                    return OwnedResource(kind: .guest, name: domain.name, owner: mark.owner)
                }
            }
        }
        return (domains + volumes).sorted { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }
    }

    package func events() -> AsyncStream<VIMEvent> {
        guests.events()
    }

    package func close() async {
        state.withLock { state in
            state.rotation?.cancel()
            state.rotation = nil
        }
        await host.close()
    }

    /// Keeps the guests' serial logs below their limit from now on.
    private func startRotation() {
        state.withLock { state in
            guard state.rotation == nil else { return }
            state.rotation = Task { [serialLogs, log, name] in
                while true {
                    do { try await Task.sleep(for: serialLogs.limits.pause) } catch { return }
                    do {
                        try await BlockingPool.files.run { try serialLogs.bound() }
                    } catch {
                        log.warning("the serial logs of host \(name) can't be kept small: \(error)")
                    }
                }
            }
        }
    }

    /// The mark of a domain; nil where it isn't ours, or went away meanwhile.
    static func mark(of domain: Domain) throws -> GuestMark? {
        do {
            return try domain.metadata(namespace: GuestMark.namespace).flatMap(GuestMark.init(metadata:))
        } catch let error as LibvirtError where error.isNotFound {
            return nil
        }
    }

    /// Runs `body` and turns what it throws into the error of our boundary.
    func translating<Value>(_ what: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            throw ErrorTranslation.manifoldError(error, what: what, host: name)
        }
    }
}
