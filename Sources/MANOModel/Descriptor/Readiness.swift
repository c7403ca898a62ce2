/// How a VDU's instance shows that it serves, and how long that may take. ETSI has no word for it: in SOL001 it is
/// metadata of the VDU's node, with keys that begin with `manifold.readiness`.
package struct Readiness: Codable, Sendable, Hashable {
    package enum Probe: Codable, Sendable, Hashable {
        /// Ready as soon as the VIM says that it runs.
        case none
        /// This project's agent on the virtio-serial channel.
        case agent
        /// QEMU's guest agent.
        case guestAgent
        /// An extended regular expression that a line on the serial port matches.
        case serial(pattern: String)
        /// A TCP port that answers at the address of a VDU CP.
        case tcp(vduCpID: String, port: UInt16)
    }

    package var probe: Probe
    /// Seconds from the start of the instance.
    package var timeout: Double

    package init(probe: Probe, timeout: Double) {
        self.probe = probe
        self.timeout = timeout
    }

    package static let none = Readiness(probe: .none, timeout: 0)
}
