import MANOModel
import Testing
import VIM

@testable import LibvirtVIM

@Suite("DomainTemplate")
struct DomainTemplateTests {
    private let layout = StorageLayout(root: "/pool")

    private func domain(_ guest: GuestSpec, virtualization: String = "qemu") throws -> XMLNode {
        let template = try DomainTemplate(text: try Templates.domain())
        let surroundings = DomainTemplate.Surroundings(
            virtualization: virtualization, emulator: "/usr/bin/qemu", architecture: "x86_64", layout: layout)
        return try XMLNode.parse(template.render(guest, digest: "d1", in: surroundings))
    }

    private func full() -> GuestSpec {
        var guest = GuestSpec.plain("mfguest", readiness: Readiness(probe: .agent, timeout: 60))
        guest.vCPUs = 2
        guest.memory = 128 << 20
        guest.hugepageSize = 2048
        guest.pinning = [3, 5]
        guest.disks = ["mfroot", "mfdata"]
        guest.configDrive = "mfseed"
        guest.interfaces = [
            .init(
                portName: "mfport1", macAddress: "02:00:00:00:00:01", model: "virtio", mtu: 1400, cpdID: "left",
                addresses: []),
            .init(portName: "mfport2", macAddress: "02:00:00:00:00:02", model: "e1000", cpdID: "right", addresses: []),
        ]
        return guest
    }

    @Test("identity, mark, memory, pages and pins are in the domain")
    func identity() throws {
        let domain = try domain(full())
        #expect(domain.attributes["type"] == "qemu")
        #expect(domain["name"]?.text == "mfguest")
        #expect(domain["uuid"]?.text == DomainTemplate.uuid(owner: "owner-of-mfguest"))
        let mark = domain["metadata"]?.children.first
        #expect(
            mark?.attributes == ["xmlns:manifold": GuestMark.namespace, "owner": "owner-of-mfguest", "digest": "d1"])
        #expect(domain["memory"]?.text == "134217728")
        #expect(domain["memoryBacking"]?["hugepages"]?["page"]?.attributes == ["size": "2048", "unit": "KiB"])
        #expect(domain["vcpu"]?.text == "2")
        #expect(
            domain["cputune"]?.all("vcpupin").map(\.attributes) == [
                ["vcpu": "0", "cpuset": "3"], ["vcpu": "1", "cpuset": "5"],
            ])
        #expect(domain["on_crash"]?.text == "destroy")
    }

    @Test("disks come in their order, the config drive last and read-only")
    func disks() throws {
        let disks = try #require(try domain(full())["devices"]).all("disk")
        #expect(
            disks.map { $0["source"]?.attributes["file"] } == [
                "/pool/volumes/mfroot.qcow2", "/pool/volumes/mfdata.qcow2", "/pool/volumes/mfseed.iso",
            ])
        #expect(disks.map { $0["target"]?.attributes["dev"] } == ["vda", "vdb", "vdc"])
        #expect(disks.map { $0["readonly"] != nil } == [false, false, true])
    }

    @Test("interfaces are taps under their fixed names, with offloads off where virtio has them")
    func interfaces() throws {
        let interfaces = try #require(try domain(full())["devices"]).all("interface")
        #expect(interfaces.map { $0.attributes["type"] } == ["ethernet", "ethernet"])
        #expect(interfaces.map { $0["target"]?.attributes["dev"] } == ["mfport1", "mfport2"])
        #expect(interfaces.map { $0["mac"]?.attributes["address"] } == ["02:00:00:00:00:01", "02:00:00:00:00:02"])
        #expect(interfaces.map { $0["mtu"]?.attributes["size"] } == ["1400", nil])
        #expect(interfaces[0]["driver"]?["host"]?.attributes["csum"] == "off")
        #expect(interfaces[1]["driver"] == nil)
        #expect(interfaces.allSatisfy { $0["rom"]?.attributes["enabled"] == "no" })
    }

    @Test("a disk boots by itself with both channels; a kernel boots directly with those that its readiness needs")
    func boot() throws {
        let fromDisk = try domain(full())
        #expect(fromDisk["os"]?["kernel"] == nil)
        #expect(fromDisk["os"]?["boot"]?.attributes["dev"] == "hd")
        let channels = try #require(fromDisk["devices"]).all("channel")
        #expect(
            channels.map { $0["target"]?.attributes["name"] } == ["org.manifold.agent.0", "org.qemu.guest_agent.0"])
        #expect(channels[0]["source"]?.attributes["path"] == "/pool/run/mfguest.agent")

        var guest = GuestSpec.plain("mftiny")
        guest.boot = .kernel(imageHash: String(repeating: "a", count: 64), arguments: "console=ttyS0 x=\"<&>\"")
        let direct = try domain(guest)
        #expect(direct["os"]?["kernel"]?.text == "/pool/volumes/base-\(String(repeating: "a", count: 64)).kernel")
        #expect(direct["os"]?["cmdline"]?.text == "console=ttyS0 x=\"<&>\"")
        #expect(direct["os"]?["boot"] == nil)
        let devices = try #require(direct["devices"])
        #expect(devices.all("channel").isEmpty)
        #expect(devices.all("disk").isEmpty)
        #expect(direct["devices"]?["serial"]?["source"]?.attributes["path"] == "/pool/log/mftiny.log")
    }

    @Test("emulation has a small translation buffer and a simple processor, KVM the host's processor")
    func virtualization() throws {
        let emulated = try domain(full())
        #expect(emulated["features"]?["tcg"]?["tb-cache"]?.text == "32")
        #expect(emulated["cpu"]?["model"]?.text == "qemu64")
        let accelerated = try domain(full(), virtualization: "kvm")
        #expect(accelerated.attributes["type"] == "kvm")
        #expect(accelerated["features"]?["tcg"] == nil)
        #expect(accelerated["cpu"]?.attributes["mode"] == "host-passthrough")
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
        guest.interfaces[0].portName = text
        let plain = try domain(full())
        let domain = try domain(guest)
        #expect(domain["title"]?.text == text)
        #expect(domain["metadata"]?.children.first?.attributes["owner"] == text)
        #expect(domain["devices"]?["interface"]?["target"]?.attributes["dev"] == text)
        #expect(domain.children.map(\.name) == plain.children.map(\.name))
    }

    @Test("a template that isn't one is refused")
    func broken() {
        #expect(throws: (any Error).self) { try DomainTemplate(text: "{{#open}}") }
    }
}
