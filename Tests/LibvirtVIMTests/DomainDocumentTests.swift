import MANOModel
import Testing

@testable import LibvirtVIM

@Suite("DomainDocument")
struct DomainDocumentTests {
    private func domain(_ guest: GuestSpec) throws -> XMLNode {
        let surroundings = DomainSurroundings(
            virtualization: "qemu", emulator: nil, architecture: "x86_64", layout: StorageLayout(root: "/pool"))
        return try XMLNode.parse(DomainDocument.qemu.text(of: guest, digest: "d1", in: surroundings))
    }

    private func full() -> GuestSpec {
        var guest = GuestSpec.plain("mfguest", readiness: Readiness(probe: .agent, timeout: 60))
        guest.disks = [.volume("mfroot")]
        guest.interfaces = [GuestInterface(.tap("mfport1"), macAddress: "02:00:00:00:00:01", cpdID: "left")]
        return guest
    }

    @Test("a guest has its mark, and a UUID that follows from its owner")
    func identity() throws {
        let domain = try domain(full())
        #expect(domain["uuid"]?.text == DomainDocument.uuid(owner: "owner-of-mfguest"))
        let mark = domain["metadata"]?.children.first
        #expect(
            mark?.attributes == ["xmlns:manifold": GuestMark.namespace, "owner": "owner-of-mfguest", "digest": "d1"])
    }

    @Test(
        "no value breaks out of its place",
        arguments: [
            "</title><os>", "\"/><x a=\"", "<\u{301}b", "{{name}}", "&amp;", "'\"",
        ])
    func injection(text: String) throws {
        var guest = full()
        guest.title = text
        guest.owner = text
        guest.interfaces[0].attachment = .tap(text)
        guest.processor = .init(model: .named(text), features: [text])
        let plain = try domain(full())
        let domain = try domain(guest)
        #expect(domain["title"]?.text == text)
        #expect(domain["metadata"]?.children.first?.attributes["owner"] == text)
        #expect(domain["devices"]?["interface"]?["target"]?.attributes["dev"] == text)
        #expect(domain["cpu"]?["model"]?.text == text)
        #expect(domain.children.map(\.name) == plain.children.map(\.name))
    }

    @Test("only where QEMU would die of it a vhost-user interface goes without message-signalled interrupts")
    func interrupts() throws {
        var guest = full()
        guest.interfaces = [
            GuestInterface(
                .vhostUser(port: "mfport1", socket: "/s", isServer: true), macAddress: "02:00:00:00:00:01", cpdID: "a"),
            GuestInterface(.tap("mfport2"), macAddress: "02:00:00:00:00:02", cpdID: "b"),
        ]
        func overrides(_ virtualization: String, _ version: Int?) throws -> [String?] {
            let surroundings = DomainSurroundings(
                virtualization: virtualization, emulator: nil, emulatorVersion: version, architecture: "x86_64",
                layout: StorageLayout(root: "/pool"))
            let domain = try XMLNode.parse(DomainDocument.qemu.text(of: guest, digest: "d1", in: surroundings))
            let named = domain["devices"]?.all("interface").compactMap { $0["alias"]?.attributes["name"] } ?? []
            let overridden = domain["qemu:override"]?.children ?? []
            #expect(overridden.map { $0.attributes["alias"] } == named)
            return overridden.map { $0["qemu:frontend"]?["qemu:property"]?.attributes["value"] }
        }
        #expect(try overrides("qemu", 7_002_022) == ["0"])
        #expect(try overrides("qemu", nil) == ["0"])
        #expect(try overrides("qemu", 10_000_002) == [])
        #expect(try overrides("kvm", 7_002_022) == [])
        guest.interfaces.removeFirst()
        #expect(try overrides("qemu", 7_002_022) == [])
    }

    @Test("a device that is no PCI address is left out rather than guessed")
    func addresses() {
        #expect(PCIAddress("0000:3b:02.1") == PCIAddress("0:3b:2.1"))
        for text in ["", "3b:02.1", "0000:3b:02", "0000:100:00.0", "0000:00:20.0", "0000:00:00.8", "x:y:z.w"] {
            #expect(PCIAddress(text) == nil, "\(text)")
        }
    }

    @Test("CPU numbers become ranges")
    func ranges() {
        #expect(CPUList.text([]) == "")
        #expect(CPUList.text([3, 1, 2, 2, 8, 10, 11]) == "1-3,8,10-11")
    }
}
