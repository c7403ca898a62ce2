/// What of the host goes into its guests.
struct DomainSurroundings: Sendable, Equatable {
    /// `kvm` or `qemu`.
    var virtualization: String
    /// The path of the emulator on the host; nil: libvirt chooses.
    var emulator: String?
    /// QEMU's, as libvirt counts: 7.2.22 is 7,002,022. Nil: not known.
    var emulatorVersion: Int?
    var architecture: String
    var layout: StorageLayout

    var hasKVM: Bool { virtualization == "kvm" }

    /// Emulated, QEMU 7.2 dies when a guest uses message-signalled interrupts of a vhost-user interface; QEMU 10 doesn't.
    var lacksMessageInterrupts: Bool { !hasKVM && emulatorVersion.map { $0 < 10_000_000 } ?? true }
}
