import CLibvirt
import Synchronization

/// One open connection with our callbacks on it. Its members run on a lane, the callbacks on the event loop.
final class EventRegistration: Sendable {
    private struct Content {
        // The pointer is only used under the lock.
        nonisolated(unsafe) let connection: virConnectPtr
        var callbacks: [Int32] = []
        /// Of devices; they have numbers of their own.
        var deviceCallbacks: [Int32] = []
    }

    /// What the callbacks hold; libvirt releases it when it forgets them.
    private final class Sink: Sendable {
        let publish: @Sendable (LibvirtEvent) -> Void
        let ended: @Sendable (String) -> Void

        init(publish: @escaping @Sendable (LibvirtEvent) -> Void, ended: @escaping @Sendable (String) -> Void) {
            self.publish = publish
            self.ended = ended
        }

        static func from(_ opaque: UnsafeMutableRawPointer?) -> Sink? {
            opaque.map { Unmanaged<Sink>.fromOpaque($0).takeUnretainedValue() }
        }

        static let release: virFreeCallback = { opaque in
            if let opaque { Unmanaged<Sink>.fromOpaque(opaque).release() }
        }
    }

    private let content: Mutex<Content?>

    /// Opens the connection and registers; `ended` is called when the connection breaks.
    init(
        uri: String, publish: @escaping @Sendable (LibvirtEvent) -> Void, ended: @escaping @Sendable (String) -> Void
    ) throws {
        let sink = Sink(publish: publish, ended: ended)
        let connection = try openConnection(uri: uri)
        var opened = Content(connection: connection)
        do {
            // Drivers inside our own process (test:///default) have no connection to lose and refuse this.
            let opaque = Unmanaged.passRetained(sink).toOpaque()
            let result = virConnectRegisterCloseCallback(
                connection,
                { _, reason, opaque in Sink.from(opaque)?.ended(EventRegistration.text(closeReason: reason)) },
                opaque, Sink.release)
            if result < 0 { Sink.release(opaque) }
            opened.callbacks.append(
                try Self.register(sink) { opaque in
                    clibvirt_register_lifecycle(
                        connection,
                        { _, domain, event, detail, opaque in
                            guard let domain, let name = virDomainGetName(domain) else { return 0 }
                            let change = DomainLifecycle(event: event, detail: detail)
                            Sink.from(opaque)?.publish(
                                .lifecycle(name: String(cString: name), uuid: domainUUID(domain), change))
                            return 0
                        }, opaque, Sink.release)
                })
            opened.callbacks.append(
                try Self.register(sink) { opaque in
                    clibvirt_register_agent_lifecycle(
                        connection,
                        { _, domain, state, _, opaque in
                            guard let domain, let name = virDomainGetName(domain) else { return }
                            let connected = VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED.rawValue
                            let isConnected = UInt32(bitPattern: state) == connected
                            Sink.from(opaque)?.publish(
                                .agent(name: String(cString: name), uuid: domainUUID(domain), isConnected: isConnected))
                        }, opaque, Sink.release)
                })
            opened.deviceCallbacks = Self.registerDevices(sink, connection)
        } catch {
            Self.close(opened)
            throw error
        }
        content = Mutex(opened)
    }

    /// A hypervisor without a driver for devices has none to tell of.
    private static func registerDevices(_ sink: Sink, _ connection: virConnectPtr) -> [Int32] {
        let lifecycle = try? register(sink) { opaque in
            clibvirt_register_device_lifecycle(
                connection,
                { _, device, _, _, opaque in EventRegistration.publish(device: device, opaque) }, opaque, Sink.release)
        }
        let update = try? register(sink) { opaque in
            clibvirt_register_device_update(
                connection, { _, device, opaque in EventRegistration.publish(device: device, opaque) }, opaque,
                Sink.release)
        }
        return [lifecycle, update].compactMap(\.self)
    }

    private static func publish(device: virNodeDevicePtr?, _ opaque: UnsafeMutableRawPointer?) {
        guard let device, let name = virNodeDeviceGetName(device) else { return }
        Sink.from(opaque)?.publish(.device(name: String(cString: name)))
    }

    deinit {
        close()
    }

    /// Takes the callbacks back and closes the connection; a second call does nothing.
    func close() {
        let opened = content.withLock { content in
            defer { content = nil }
            return content
        }
        if let opened { Self.close(opened) }
    }

    private static func close(_ content: Content) {
        for callback in content.callbacks { virConnectDomainEventDeregisterAny(content.connection, callback) }
        for callback in content.deviceCallbacks { virConnectNodeDeviceEventDeregisterAny(content.connection, callback) }
        virConnectUnregisterCloseCallback(content.connection) { _, _, _ in }
        virConnectClose(content.connection)
    }

    private static func register(_ sink: Sink, _ call: (UnsafeMutableRawPointer) -> Int32) throws -> Int32 {
        let opaque = Unmanaged.passRetained(sink).toOpaque()
        do {
            return try check("virConnectDomainEventRegisterAny", call(opaque))
        } catch {
            Sink.release(opaque)
            throw error
        }
    }

    private static func text(closeReason: Int32) -> String {
        switch UInt32(bitPattern: closeReason) {
        case VIR_CONNECT_CLOSE_REASON_EOF.rawValue: "libvirtd closed the connection"
        case VIR_CONNECT_CLOSE_REASON_KEEPALIVE.rawValue: "the host no longer answers"
        case VIR_CONNECT_CLOSE_REASON_CLIENT.rawValue: "closed by the manager"
        default: "the connection broke"
        }
    }
}
