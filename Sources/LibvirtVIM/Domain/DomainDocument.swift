import FoundationEssentials
import MANOModel

/// Makes the document that libvirt defines a guest by. The same guest and host always give the same text.
struct DomainDocument: Sendable {
    private let configurators: [any DomainConfigurator]
    private let type: String?

    /// What QEMU's driver takes.
    static let qemu = DomainDocument([
        IdentityConfigurator(), ProcessorConfigurator(), MemoryConfigurator(), TuningConfigurator(),
        BootConfigurator(), LifecycleConfigurator(), BaseDeviceConfigurator(), DiskConfigurator(),
        InterfaceConfigurator(), HostDeviceConfigurator(), ChannelConfigurator(),
    ])

    /// - Parameter type: of domains, as libvirt names it; nil: `kvm` or `qemu`, as the host can.
    init(_ configurators: [any DomainConfigurator], type: String? = nil) {
        self.configurators = configurators
        self.type = type
    }

    /// - Parameter digest: of the specification; it goes into the mark.
    func text(of guest: GuestSpec, digest: String, in host: DomainSurroundings) -> String {
        var draft = DomainDraft()
        draft.add(GuestMark(owner: guest.owner, digest: digest).metadata)
        for configurator in configurators { configurator.configure(&draft, for: guest, in: host) }
        return draft.document(type: type ?? host.virtualization).document
    }

    private static let uuidNamespace = UUID(uuidString: "5e2c1f3a-7d64-4c0b-9a53-0f1f6f0c7a11")!

    /// The domain's UUID follows from its owner.
    static func uuid(owner: String) -> String {
        UUID(namespace: uuidNamespace, name: "guest:\(owner)").uuidString.lowercased()
    }
}
