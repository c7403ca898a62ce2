/// What a hypervisor tells by itself.
package enum VIMEvent: Sendable, Codable, Equatable {
    case guestStarted(name: String, owner: String)
    /// Stopped by whomever: `crashed` where the guest or its QEMU died, otherwise it was told to.
    case guestStopped(name: String, owner: String, crashed: Bool, reason: String)
    /// Something of the host itself, such as a device: ask for its facts again.
    case hostChanged
    case disconnected(reason: String)
    case connected
    /// Events may have been missed: look again.
    case resync
}
