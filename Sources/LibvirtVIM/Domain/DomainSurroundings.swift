/// What of the host goes into its guests.
struct DomainSurroundings: Sendable, Equatable {
    /// `kvm` or `qemu`.
    var virtualization: String
    /// The path of the emulator on the host; nil: libvirt chooses.
    var emulator: String?
    var architecture: String
    var layout: StorageLayout

    var hasKVM: Bool { virtualization == "kvm" }
}
