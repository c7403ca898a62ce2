import FoundationEssentials
import MANOModel
import Mustache
import VIM

/// The domain's XML, from a mustache template that the operator can change. Every value is escaped for XML.
struct DomainTemplate: Sendable {
    static let fileName = "domain.xml.mustache"

    private let template: MustacheTemplate

    /// Escapes by Unicode scalars, where the library's own HTML escaping goes by characters.
    private struct XMLContent: MustacheContentType {
        func escapeText(_ text: String) -> String { XMLNode.escape(text) }
    }

    private static let contentType: String = {
        let name = "MANIFOLD-XML"
        MustacheContentTypes.register(XMLContent(), named: name)
        return name
    }()

    init(text: String) throws {
        template = try MustacheTemplate(string: "{{% CONTENT_TYPE:\(Self.contentType)}}\n" + text)
    }

    /// What of the host goes into its guests.
    struct Surroundings: Sendable, Equatable {
        /// `kvm` or `qemu`.
        var virtualization: String
        /// The path of the emulator on the host; nil: libvirt chooses.
        var emulator: String?
        var architecture: String
        var layout: StorageLayout
    }

    func render(_ guest: GuestSpec, digest: String, in surroundings: Surroundings) -> String {
        let layout = surroundings.layout
        var context: [String: Any] = [
            "virtualization": surroundings.virtualization,
            "kvm": surroundings.virtualization == "kvm",
            "architecture": surroundings.architecture,
            "name": guest.name,
            "uuid": Self.uuid(owner: guest.owner),
            // libvirt takes one line.
            "title": guest.title.split(whereSeparator: \.isNewline).joined(separator: " "),
            "owner": guest.owner,
            "digest": digest,
            "namespace": GuestMark.namespace,
            "vcpus": "\(guest.vCPUs)",
            "memory": "\(guest.memory)",
            "pinned": !guest.pinning.isEmpty,
            "pins": guest.pinning.enumerated().map { ["vcpu": "\($0.offset)", "core": "\($0.element)"] },
            "disks": guest.disks.enumerated().map { index, disk in
                ["path": layout.disk(disk), "device": "vd\(Self.letter(index))", "serial": disk]
            },
            "interfaces": guest.interfaces.map { interface in
                var values: [String: Any] = [
                    "port": interface.portName, "mac": interface.macAddress, "model": interface.model,
                ]
                if interface.model == "virtio" { values["virtio"] = true }
                if let mtu = interface.mtu { values["mtu"] = "\(mtu)" }
                return values
            },
            "serialLog": layout.serialLog(guest.name),
        ]
        if let emulator = surroundings.emulator { context["emulator"] = emulator }
        if let size = guest.hugepageSize { context["hugepageSize"] = "\(size)" }
        if let drive = guest.configDrive {
            context["configDrive"] = [
                "path": layout.configDrive(drive), "device": "vd\(Self.letter(guest.disks.count))",
            ]
        }
        if case .kernel(let hash, let arguments) = guest.boot {
            context["kernel"] = ["path": layout.image(hash: hash, format: "kernel"), "arguments": arguments]
        }
        // A kernel that is booted by itself has no drivers for the channels, unless it says that it speaks on them.
        let bootsDisk = guest.boot == .disk
        if bootsDisk || guest.readiness.probe == .agent {
            context["agentSocket"] = layout.agentSocket(guest.name)
        }
        if bootsDisk || guest.readiness.probe == .guestAgent {
            context["guestAgentSocket"] = layout.guestAgentSocket(guest.name)
        }
        return template.render(context)
    }

    private static let uuidNamespace = UUID(uuidString: "5e2c1f3a-7d64-4c0b-9a53-0f1f6f0c7a11")!

    /// The domain's UUID follows from its owner.
    static func uuid(owner: String) -> String {
        UUID(namespace: uuidNamespace, name: "guest:\(owner)").uuidString.lowercased()
    }

    private static func letter(_ index: Int) -> String {
        String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index)))
    }
}
