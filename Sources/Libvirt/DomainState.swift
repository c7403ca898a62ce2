import CLibvirt

/// What a domain is doing, and for domains that are off, why.
package enum DomainState: Hashable, Sendable {
    case running
    case paused
    /// The guest is shutting down but has not ended.
    case shuttingDown
    case shutOff(ShutOffReason)
    case crashed
    /// A state that libvirt has and this wrapper doesn't tell apart.
    case other(Int32)

    /// Why a domain is off (`virDomainShutoffReason`).
    package enum ShutOffReason: Hashable, Sendable {
        /// Never started since it was defined, or libvirtd doesn't know.
        case unknown
        /// The guest shut itself down.
        case shutdown
        case destroyed
        /// The emulator died.
        case crashed
        case migrated
        case saved
        /// It failed to start, or the emulator ended with an error.
        case failed
        case fromSnapshot
        case other(Int32)
    }

    /// True while there is a guest that uses its resources.
    package var isActive: Bool {
        switch self {
        case .running, .paused, .shuttingDown: true
        case .shutOff, .crashed, .other: false
        }
    }

    init(state: Int32, reason: Int32) {
        switch UInt32(bitPattern: state) {
        case VIR_DOMAIN_RUNNING.rawValue, VIR_DOMAIN_BLOCKED.rawValue: self = .running
        case VIR_DOMAIN_PAUSED.rawValue, VIR_DOMAIN_PMSUSPENDED.rawValue: self = .paused
        case VIR_DOMAIN_SHUTDOWN.rawValue: self = .shuttingDown
        case VIR_DOMAIN_SHUTOFF.rawValue: self = .shutOff(ShutOffReason(reason))
        case VIR_DOMAIN_CRASHED.rawValue: self = .crashed
        default: self = .other(state)
        }
    }
}

extension DomainState.ShutOffReason {
    init(_ reason: Int32) {
        switch UInt32(bitPattern: reason) {
        case VIR_DOMAIN_SHUTOFF_UNKNOWN.rawValue: self = .unknown
        case VIR_DOMAIN_SHUTOFF_SHUTDOWN.rawValue: self = .shutdown
        case VIR_DOMAIN_SHUTOFF_DESTROYED.rawValue: self = .destroyed
        case VIR_DOMAIN_SHUTOFF_CRASHED.rawValue: self = .crashed
        case VIR_DOMAIN_SHUTOFF_MIGRATED.rawValue: self = .migrated
        case VIR_DOMAIN_SHUTOFF_SAVED.rawValue: self = .saved
        case VIR_DOMAIN_SHUTOFF_FAILED.rawValue: self = .failed
        case VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT.rawValue: self = .fromSnapshot
        default: self = .other(reason)
        }
    }
}
