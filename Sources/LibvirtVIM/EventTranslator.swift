import Libvirt
import Synchronization
import VIM

/// libvirt's events as the VIM's: only guests that bear our mark, with their owners.
final class EventTranslator: Sendable {
    private static let bufferedEvents = 1024

    private let host: LibvirtHost
    /// Owners by domain UUID, so that the common event costs no question.
    private let owners = Mutex<[String: String]>([:])

    private let onDisconnect: @Sendable () -> Void

    init(host: LibvirtHost, onDisconnect: @escaping @Sendable () -> Void = {}) {
        self.host = host
        self.onDisconnect = onDisconnect
    }

    func remember(uuid: String, owner: String) {
        owners.withLock { $0[uuid] = owner }
    }

    func events() -> AsyncStream<VIMEvent> {
        let source = host.events()
        let (stream, continuation) = AsyncStream.makeStream(
            of: VIMEvent.self, bufferingPolicy: .bufferingNewest(Self.bufferedEvents))
        let task = Task {
            var isConnected = false
            for await event in source {
                switch event {
                case .resync:
                    if !isConnected { Self.tell(.connected, continuation) }
                    isConnected = true
                    Self.tell(.resync, continuation)
                case .disconnected(let reason):
                    isConnected = false
                    onDisconnect()
                    Self.tell(.disconnected(reason: reason), continuation)
                case .lifecycle(let name, let uuid, let change):
                    if let event = await translate(name: name, uuid: uuid, change) { Self.tell(event, continuation) }
                case .device(let name):
                    if Self.isOfHost(device: name) { Self.tell(.hostChanged, continuation) }
                case .agent:
                    continue
                }
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    /// A consumer that doesn't keep up loses the oldest events and is told to look again.
    private static func tell(_ event: VIMEvent, _ continuation: AsyncStream<VIMEvent>.Continuation) {
        if case .dropped = continuation.yield(event) { continuation.yield(.resync) }
    }

    /// Whether a device is part of what a host is: disks, sensors and the interfaces of guests come and go without that.
    static func isOfHost(device name: String) -> Bool {
        guard ["pci_", "net_", "mdev_", "vdpa_"].contains(where: name.hasPrefix) else { return false }
        let interface = name.dropFirst("net_".count)
        return !name.hasPrefix("net_")
            || !["mf", "vnet", "tap", "veth", "macvtap", "lo_"].contains(where: interface.hasPrefix)
    }

    private func translate(name: String, uuid: String, _ change: DomainLifecycle) async -> VIMEvent? {
        switch change {
        case .started:
            guard let owner = await owner(uuid) else { return nil }
            return .guestStarted(name: name, owner: owner)
        case .stopped(.migrated):
            // It goes on elsewhere.
            return nil
        case .stopped(let reason):
            guard let owner = await owner(uuid) else { return nil }
            return .guestStopped(
                name: name, owner: owner, crashed: reason == .crashed || reason == .failed, reason: Self.text(reason))
        case .crashed:
            guard let owner = await owner(uuid) else { return nil }
            return .guestStopped(name: name, owner: owner, crashed: true, reason: "the guest's kernel panicked")
        case .undefined:
            owners.withLock { _ = $0.removeValue(forKey: uuid) }
            return nil
        case .defined, .suspended, .resumed, .shutdown, .other:
            return nil
        }
    }

    static func text(_ reason: DomainState.ShutOffReason) -> String {
        switch reason {
        case .unknown: "not started"
        case .shutdown: "the guest shut down"
        case .destroyed: "stopped from outside"
        case .crashed: "the guest crashed"
        case .migrated: "migrated"
        case .saved: "saved"
        case .failed: "its QEMU process ended unexpectedly"
        case .fromSnapshot: "reverted to a snapshot"
        case .other(let number): "for libvirt's reason \(number)"
        }
    }

    private func owner(_ uuid: String) async -> String? {
        if let owner = owners.withLock({ $0[uuid] }) { return owner }
        let owner = try? await host.query { connection in
            try LibvirtDriver.mark(of: try connection.domain(uuid: uuid))?.owner
        }
        guard let owner = owner ?? nil else { return nil }
        remember(uuid: uuid, owner: owner)
        return owner
    }
}
