import FoundationEssentials
import MANOModel
import VIM

@testable import LibvirtVIM

/// Templates that come with the program.
enum Templates {
    static func domain() throws -> String {
        let here = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return String(decoding: try FileSystem.read("/\(here)/Templates/\(DomainTemplate.fileName)"), as: UTF8.self)
    }

    /// What libvirt's test driver takes: the same identity, none of the devices.
    static let minimal = """
        <domain type="test"><name>{{name}}</name><uuid>{{uuid}}</uuid><title>{{title}}</title>
        <metadata><manifold:guest xmlns:manifold="{{namespace}}" owner="{{owner}}" digest="{{digest}}"/></metadata>
        <memory unit="b">{{memory}}</memory><vcpu>{{vcpus}}</vcpu><os><type>hvm</type></os></domain>
        """
}

extension GuestSpec {
    /// A guest without disks and interfaces. Its owner follows from its name.
    static func plain(_ name: String, owner: String? = nil, readiness: Readiness = .none) -> GuestSpec {
        GuestSpec(
            name: name, owner: owner ?? "owner-of-\(name)", title: "test guest", vCPUs: 1, memory: 16 << 20, disks: [],
            configDrive: nil,
            interfaces: [], readiness: readiness)
    }
}

extension FileSystem {
    /// Writes a file as QEMU would: not at once.
    static func append(_ text: String, to path: String, folder: String) throws {
        let before = (try? read(path)) ?? []
        try replace(path, with: before + Array(text.utf8), staging: folder)
    }
}
