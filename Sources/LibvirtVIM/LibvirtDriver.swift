import BlockingPool
import FoundationEssentials
import Glibc
package import Libvirt
package import Logging
package import MANOModel
package import VIM
import Synchronization

/// One host's hypervisor through libvirt.
///
/// Domains are persistent and bear a mark in their metadata; volumes are files of a libvirt pool with a mark beside
/// them. Files are written by the manager itself, so the host must share its file system with the manager: a local
/// libvirtd, over a Unix socket.
package final class LibvirtDriver: VIMDriver {
    let name: String
    let host: LibvirtHost
    let storage: HostStorage
    let document: DomainDocument
    let log: Logger
    let guests: EventTranslator
    /// The host's own files, where the manager has them.
    let system: SystemTree?
    let serialLogs: SerialLogFiles
    private let state = Mutex(State())
    private let preparation = Once<Void>()
    private let surroundings = Once<HostAbilities>()

    private struct State {
        var imageCopies: [String: Task<Void, any Error>] = [:]
        var rotation: Task<Void, Never>?
    }

    /// What of a host does not change while it runs.
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
        guests = EventTranslator(host: host)
        // libvirt's test driver plays a host that isn't this machine.
        system = Self.isLocal(uri) && !uri.hasPrefix("test") ? SystemTree(root: systemRoot) : nil
    }

    // MARK: Abilities

    /// Read once: the emulator, whether KVM works, and the CPU that guests get with it.
    func abilities() async throws -> HostAbilities {
        try await surroundings.value {
            let (capabilities, version) = try await self.host.query {
                (try HostCapabilities(xml: try $0.capabilitiesXML()), try $0.hypervisorVersion())
            }
            let kvm = try await self.kvmWorks(capabilities)
            let features = try await self.host.query { connection in
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
        let flags = try? await BlockingPool.files.run { try FileSystem.read("/proc/cpuinfo", limit: 1 << 16) }
        let words = Set(String(decoding: flags ?? [], as: UTF8.self).split { $0 == " " || $0 == "\n" })
        guard capabilities.hasVirtualizationFlag || words.contains("vmx") || words.contains("svm") else { return false }
        return try await probe(virtualization: "kvm")
    }

    /// Starts the probe guest and waits for its answer.
    func probe(virtualization: String, patience: Duration = .seconds(5)) async throws -> Bool {
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

    // MARK: Images and volumes

    package func ensureImage(_ image: ImageSource) async throws {
        try await prepare()
        let copy = state.withLock { state in
            if let running = state.imageCopies[image.hash] { return running }
            let task = Task { [storage] in
                try await BlockingPool.files.run { try storage.ensureImage(image) }
            }
            state.imageCopies[image.hash] = task
            return task
        }
        let result = await copy.result
        state.withLock { state in
            if state.imageCopies[image.hash] == copy { state.imageCopies[image.hash] = nil }
        }
        try await translating("cache image \(image.hash) on host \(name)") { try result.get() }
    }

    package func images() async throws -> Set<String> {
        try await onFiles("list the images of host \(name)") { try $0.images() }
    }

    package func removeImage(hash: String) async throws {
        try await onFiles("remove image \(hash) from host \(name)") { try $0.removeImage(hash: hash) }
    }

    package func createVolume(_ volume: VolumeSpec) async throws {
        try await onFiles("make volume \(volume.name) on host \(name)") { try $0.createDisk(volume) }
    }

    package func createConfigDrive(_ drive: ConfigDriveSpec) async throws {
        try await onFiles("make config drive \(drive.name) on host \(name)") { try $0.createConfigDrive(drive) }
    }

    package func removeVolume(name volume: String) async throws {
        let path = try await onFiles("look for volume \(volume) on host \(name)") { storage in
            guard case .present = try storage.observe(volume) else { return nil as String? }
            return try storage.path(of: volume)
        }
        if let path { try await forget(path) }
        try await onFiles("remove volume \(volume) from host \(name)") { try $0.removeVolume(volume) }
    }

    package func volume(name volume: String) async throws -> Observation {
        try await onFiles("look for volume \(volume) on host \(name)") { try $0.observe(volume) }
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

    /// The folders and the pool over them, once.
    func prepare() async throws {
        guard Self.isLocal(host.uri) else {
            throw ManifoldError(
                .unsupported, "host \(name) is reached by \(host.uri), over the network",
                remedy: "run a manager on that host, or use a local URI such as qemu:///system")
        }
        try await translating("prepare the storage of host \(name)") {
            try await self.preparation.value { [storage = self.storage, host = self.host] in
                try await BlockingPool.files.run { try storage.prepare() }
                try await host.change { try Self.ensurePool(storage.layout, $0) }
                self.startRotation()
            }
        }
    }

    /// True where the URI names no other machine: `qemu:///system`, `qemu+unix:///system?socket=…`.
    static func isLocal(_ uri: String) -> Bool {
        guard let separator = uri.firstRange(of: "://") else { return false }
        let transport = uri[..<separator.lowerBound].split(separator: "+").dropFirst().first
        return uri[separator.upperBound...].hasPrefix("/") && (transport == nil || transport == "unix")
    }

    private static func ensurePool(_ layout: StorageLayout, _ connection: Connection) throws {
        let name = ExternalName.make(kind: "pool", owner: layout.volumes)
        let pool: StoragePool
        if let found = try present({ try connection.storagePool(named: name) }) {
            pool = found
        } else if let found = try present({ try connection.storagePool(targetPath: layout.volumes) }) {
            // The operator's own pool on the same folder serves as well; libvirt wouldn't take a second one.
            pool = found
        } else {
            pool = try connection.defineStoragePool(
                xml: """
                    <pool type="dir"><name>\(name)</name>\
                    <target><path>\(XMLNode.escape(layout.volumes))</path></target></pool>
                    """)
        }
        if try !pool.isActive() { try pool.create() }
    }

    /// The pool's folders and whatever lies in them stay: they are the operator's.
    package func releaseStorage() async throws {
        try await translating("release the storage of host \(name)") {
            try await self.host.change { [layout = self.storage.layout] connection in
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
        let volumes = try await onFiles("list the volumes of host \(name)") { storage in
            try storage.marks().map { OwnedResource(kind: .volume, name: $0.name, owner: $0.mark.owner) }
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
