import FoundationEssentials
import MANOModel
import VIM

@testable import LibvirtVIM

extension DomainDocument {
    /// What libvirt's test driver takes: the same identity, none of the devices.
    static let minimal = DomainDocument([IdentityConfigurator(), MinimalConfigurator()], type: "test")

    private struct MinimalConfigurator: DomainConfigurator {
        func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings) {
            domain.add(XMLNode("memory", ["unit": "b"], text: "\(guest.memory)"))
            domain.add(XMLNode("vcpu", text: "\(guest.vCPUs)"))
            domain.add(XMLNode("os", [:], [XMLNode("type", text: "hvm")]))
        }
    }
}

extension GuestSpec {
    /// A guest without disks and interfaces. Its owner follows from its name.
    static func plain(_ name: String, owner: String? = nil, readiness: Readiness = .none) -> GuestSpec {
        GuestSpec(
            name: name, owner: owner ?? "owner-of-\(name)", title: "test guest", vCPUs: 1, memory: 16 << 20, disks: [],
            configDrive: nil, interfaces: [], readiness: readiness)
    }
}

extension FileSystem {
    /// Writes a file as QEMU would: not at once.
    static func append(_ text: String, to path: String, folder: String) throws {
        let before = (try? read(path)) ?? []
        try replace(path, with: before + Array(text.utf8), staging: folder)
    }
}
