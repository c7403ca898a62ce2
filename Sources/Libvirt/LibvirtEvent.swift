import CLibvirt

/// What a host tells without being asked.
package enum LibvirtEvent: Hashable, Sendable {
    case lifecycle(name: String, uuid: String, DomainLifecycle)
    /// The QEMU guest agent of a domain opened or closed its channel.
    case agent(name: String, uuid: String, isConnected: Bool)
    /// A device of the host came, went or changed; its name is libvirt's: `net_eth0_02_00_00_00_00_01`.
    case device(name: String)
    /// The connection that events come over is gone; it is being opened again.
    case disconnected(reason: String)
    /// Events may have been missed before this one: look at everything.
    case resync
}

/// A change in a domain's life (`virDomainEventType` with its detail).
package enum DomainLifecycle: Hashable, Sendable {
    case defined
    case undefined
    case started
    case suspended
    case resumed
    case stopped(DomainState.ShutOffReason)
    /// The guest ended its own work; `stopped` follows.
    case shutdown
    case crashed
    case other(Int32)

    init(event: Int32, detail: Int32) {
        switch UInt32(bitPattern: event) {
        case VIR_DOMAIN_EVENT_DEFINED.rawValue: self = .defined
        case VIR_DOMAIN_EVENT_UNDEFINED.rawValue: self = .undefined
        case VIR_DOMAIN_EVENT_STARTED.rawValue: self = .started
        case VIR_DOMAIN_EVENT_SUSPENDED.rawValue: self = .suspended
        case VIR_DOMAIN_EVENT_RESUMED.rawValue: self = .resumed
        case VIR_DOMAIN_EVENT_STOPPED.rawValue: self = .stopped(Self.stopReason(detail))
        case VIR_DOMAIN_EVENT_SHUTDOWN.rawValue: self = .shutdown
        case VIR_DOMAIN_EVENT_CRASHED.rawValue: self = .crashed
        default: self = .other(event)
        }
    }

    private static func stopReason(_ detail: Int32) -> DomainState.ShutOffReason {
        switch UInt32(bitPattern: detail) {
        case VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN.rawValue: .shutdown
        case VIR_DOMAIN_EVENT_STOPPED_DESTROYED.rawValue: .destroyed
        case VIR_DOMAIN_EVENT_STOPPED_CRASHED.rawValue: .crashed
        case VIR_DOMAIN_EVENT_STOPPED_MIGRATED.rawValue: .migrated
        case VIR_DOMAIN_EVENT_STOPPED_SAVED.rawValue: .saved
        case VIR_DOMAIN_EVENT_STOPPED_FAILED.rawValue: .failed
        case VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT.rawValue: .fromSnapshot
        default: .other(detail)
        }
    }
}
