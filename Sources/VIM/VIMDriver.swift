package import FoundationEssentials
package import MANOModel

/// One host's hypervisor. Every act is idempotent: what exists with our mark and the same digest is success, what exists
/// with another owner's is an error that names it. Removing what isn't there is success. Errors: `ManifoldError` with
/// `.infrastructure` where the host said no, `.unknown` where it couldn't be asked, `.timeout`.
package protocol VIMDriver: Sendable {
    /// What the host is, read now.
    func facts() async throws -> HostFacts

    /// Makes the image's bytes a read-only base in the host's pool, once by content hash.
    func ensureImage(_ image: ImageSource) async throws
    /// Base images on the host, by SHA-256.
    func images() async throws -> Set<String>
    /// The same with what is known of each, and those that are being copied.
    func cachedImages() async throws -> [CachedImage]
    /// Removes a base image; it need not be there.
    ///
    /// - Parameter limit: where something was made on it since, it stays; nil: whenever that was.
    /// - Throws: `.conflict` where something is made on it, or was since.
    func removeImage(hash: String, unlessUsedSince limit: Date?) async throws

    func createVolume(_ volume: VolumeSpec) async throws
    func createConfigDrive(_ drive: ConfigDriveSpec) async throws
    /// Removes a volume or a config drive.
    func removeVolume(name: String) async throws
    func volume(name: String) async throws -> Observation

    /// Defines and starts the guest; one that is defined but stopped is started.
    func startGuest(_ guest: GuestSpec) async throws
    /// Stops (gracefully within `grace`, if given) and undefines the guest.
    func removeGuest(name: String, grace: Duration?) async throws
    /// The same; with `keepingLogs` what the guest printed stays, for the one that is made in its place.
    func removeGuest(name: String, grace: Duration?, keepingLogs: Bool) async throws
    func guest(name: String) async throws -> GuestObservation
    /// Returns when the guest says that it is ready; throws `.timeout` with the last lines it printed.
    func awaitReady(guest: GuestSpec, deadline: Duration) async throws
    /// Counters that the guest's own agent reports, by name.
    func guestCounters(name: String) async throws -> [String: GuestCounter]

    /// The last that a guest has printed, files before the newest included.
    ///
    /// - Parameters:
    ///   - end: of an earlier answer: only what came after it; nil: whatever is kept.
    ///   - limit: bytes, at most.
    func guestLog(name: String, after end: Int64?, limit: Int) async throws -> GuestLog

    /// How this host takes in the guest from another one.
    func migrationTarget(of guest: GuestSpec) async throws -> MigrationTarget
    /// Moves a running guest, with its memory and with what its disks have beyond their images, to a host where its disks
    /// and ports are; it isn't defined here any more then. One that is on its way already is waited for; one that doesn't
    /// run here is passed over: what became of it is to be seen there.
    ///
    /// - Parameter moved: the guest as it is to be there.
    func moveGuest(_ guest: GuestSpec, as moved: GuestSpec, to target: MigrationTarget) async throws
    /// Where a volume's bytes are, for `createVolume(_:copying:)` of another host.
    func volumeFile(name: String) async throws -> String
    /// Makes a volume with the bytes of another host's, which nothing writes.
    func createVolume(_ volume: VolumeSpec, copying file: String) async throws
    /// Makes the physical function of that interface have so many virtual ones. Errors: `.unprocessable` where it can't
    /// have so many, `.conflict` where somebody uses one of those that it has, `.infrastructure` with the driver's answer
    /// where that refuses.
    func setVirtualFunctions(_ count: Int, of interface: String) async throws

    /// Everything on the host that bears our mark: guests and volumes by name with their owners.
    func inventory() async throws -> [OwnedResource]

    /// Life-cycle events from now on, as the hypervisor tells them; `.resync` where some may have been missed.
    func events() -> AsyncStream<VIMEvent>

    /// Takes away what was made for the host as a whole, such as its pool, when the host is no longer ours to use.
    func releaseStorage() async throws

    /// Ends connections and threads.
    func close() async
}

extension VIMDriver {
    /// A hypervisor that keeps no logs.
    package func removeGuest(name: String, grace: Duration?, keepingLogs: Bool) async throws {
        try await removeGuest(name: name, grace: grace)
    }

    /// A hypervisor that keeps no logs.
    package func guestLog(name: String, after end: Int64?, limit: Int) async throws -> GuestLog {
        throw ManifoldError(.unsupported, "what guest \(name) prints isn't kept on its host")
    }

    /// A hypervisor whose cards are what they are.
    package func setVirtualFunctions(_ count: Int, of interface: String) async throws {
        throw ManifoldError(.unsupported, "the virtual functions of \(interface) can't be made on this host")
    }

    /// Removes a base image that nothing is made on; it need not be there.
    package func removeImage(hash: String) async throws { try await removeImage(hash: hash, unlessUsedSince: nil) }

    /// A hypervisor that knows no more of its images.
    package func cachedImages() async throws -> [CachedImage] {
        try await images().sorted().map { CachedImage(hash: $0) }
    }

    /// A hypervisor where nothing is made for the host as a whole.
    package func releaseStorage() async throws {}
}
