import MANOModel

/// Guests that between them have everything a guest can have, by the name of their golden file.
enum GoldenGuests {
    static let all: [(name: String, guest: GuestSpec, virtualization: String)] = [
        ("plain", plain, "qemu"), ("kernel", kernel, "qemu"), ("disks", disks, "qemu"),
        ("pinned", pinned, "kvm"), ("cells", cells, "kvm"), ("shared-node", sharedNode, "kvm"),
        ("vhost-user", vhostUser, "qemu"), ("vhost-user-pages", vhostUserPages, "kvm"), ("functions", functions, "kvm"),
        ("host-networks", hostNetworks, "qemu"),
        ("secure-boot", secureBoot, "kvm"), ("processors", processors, "kvm"), ("emulated-features", emulated, "qemu"),
        ("host-model", hostModel, "kvm"), ("own-processor", ownProcessor, "kvm"),
    ]

    private static func guest(_ name: String) -> GuestSpec {
        var guest = GuestSpec.plain(name)
        guest.vCPUs = 4
        guest.memory = 4 << 30
        guest.disks = [.volume("\(name)-root")]
        guest.configDrive = "\(name)-seed"
        return guest
    }

    private static func mac(_ number: Int) -> String { "02:00:00:00:00:0" + String(number, radix: 16) }

    private static var plain: GuestSpec {
        var guest = guest("mfplain")
        guest.title = "quotes \" ' <&> and\na second line"
        guest.interfaces = [
            GuestInterface(.tap("mfport1"), macAddress: mac(1), mtu: 1400, cpdID: "left"),
            GuestInterface(.tap("mfport2"), macAddress: mac(2), model: .e1000, mtu: 9000, cpdID: "right"),
            GuestInterface(
                .tap("mfport3"), macAddress: mac(3), offloads: .init(checksums: true, segmentation: true),
                cpdID: "segments"),
            GuestInterface(
                .tap("mfport4"), macAddress: mac(4), offloads: .init(checksums: true, mergesBuffers: false),
                cpdID: "checksums"),
        ]
        return guest
    }

    private static var kernel: GuestSpec {
        var guest = GuestSpec.plain("mfkernel")
        guest.boot = .kernel(imageHash: String(repeating: "a", count: 64), arguments: "console=ttyS0 x=\"<&>\"")
        return guest
    }

    private static var disks: GuestSpec {
        var guest = guest("mfdisks")
        guest.ioThreads = 2
        guest.disks = [
            GuestDisk(.disc(imageHash: String(repeating: "b", count: 64))), .volume("one"), .volume("two"),
            GuestDisk(.volume("three"), bus: .scsi), GuestDisk(.volume("four"), bus: .sata),
            GuestDisk(.volume("five"), bus: .ide),
        ]
        guest.hasRandom = true
        guest.watchdog = .poweroff
        return guest
    }

    private static var pinned: GuestSpec {
        var guest = guest("mfpinned")
        guest.ioThreads = 1
        guest.cells = [Placement.Cell(node: 1, vCPUs: 4, cpus: [9, 25, 10, 26], memory: 4 << 30, pageSize: 1 << 20)]
        guest.emulatorCPUs = [11]
        guest.processor.topology = .init(sockets: 1, cores: 2, threads: 2)
        return guest
    }

    private static var cells: GuestSpec {
        var guest = guest("mfcells")
        guest.cells = [
            Placement.Cell(node: 1, vCPUs: 1, cpus: [8], memory: 1 << 30, pageSize: 2048),
            Placement.Cell(node: 0, vCPUs: 3, cpus: [1, 2, 3], memory: 3 << 30),
        ]
        guest.showsCells = true
        return guest
    }

    private static var sharedNode: GuestSpec {
        var guest = guest("mfshared")
        guest.cells = [Placement.Cell(node: 0, vCPUs: 4, memory: 4 << 30, pageSize: 2048)]
        guest.sharedCPUs = [0, 1, 2, 16, 17, 18]
        return guest
    }

    private static var vhostUser: GuestSpec {
        var guest = guest("mfvhost")
        guest.interfaces = [
            GuestInterface(
                .vhostUser(port: "mfport1", socket: "/run/mf/mfport1.sock", isServer: true), macAddress: mac(1),
                queues: 4, mtu: 9000, offloads: .init(checksums: true, segmentation: true, fragmentation: true),
                isPacked: true, cpdID: "left"),
            GuestInterface(
                .vhostUser(port: "mfport2", socket: "/run/mf/mfport2.sock", isServer: false), macAddress: mac(2),
                cpdID: "right"),
        ]
        return guest
    }

    private static var vhostUserPages: GuestSpec {
        var guest = guest("mfpages")
        guest.cells = [Placement.Cell(node: 0, vCPUs: 4, memory: 4 << 30, pageSize: 2048)]
        guest.interfaces = [
            GuestInterface(
                .vhostUser(port: "mfport1", socket: "/run/mf/mfport1.sock", isServer: true), macAddress: mac(1),
                queues: 2, cpdID: "left")
        ]
        return guest
    }

    private static var functions: GuestSpec {
        var guest = guest("mffunctions")
        guest.interfaces = [
            GuestInterface(
                .virtualFunction("0000:3b:02.1", .init(segment: 100, checksSource: true)), macAddress: mac(1),
                cpdID: "one"),
            GuestInterface(.physicalFunction("0000:5e:00.0"), macAddress: mac(3), cpdID: "three"),
            GuestInterface(.vdpa("/dev/vhost-vdpa-0"), macAddress: mac(4), cpdID: "four"),
        ]
        guest.devices = ["0000:af:1f.7"]
        return guest
    }

    private static var hostNetworks: GuestSpec {
        var guest = guest("mfnetworks")
        guest.interfaces = GuestInterface.MacvtapMode.allCases.enumerated().map { number, mode in
            GuestInterface(.macvtap(device: "ens1", mode: mode), macAddress: mac(number), cpdID: "cp\(number)")
        }
        guest.interfaces.append(
            GuestInterface(
                .linuxBridge("br0", port: "mfport9"), macAddress: mac(9), queues: 2,
                offloads: .init(checksums: true, segmentation: true, fragmentation: true), cpdID: "cp9"))
        guest.interfaces.append(
            GuestInterface(
                .linuxBridge("br0", port: "mfporta"), macAddress: mac(10), model: .e1000,
                offloads: .init(checksums: true, segmentation: true, fragmentation: true),
                cpdID: "cpa"))
        return guest
    }

    private static var secureBoot: GuestSpec {
        var guest = guest("mfsecure")
        guest.firmware = .secureBoot
        return guest
    }

    private static var processors: GuestSpec {
        var guest = guest("mfprocessors")
        guest.firmware = .uefi
        guest.processor = .init(model: .named("Skylake-Server"), features: ["pdpe1gb", "aes"])
        return guest
    }

    private static var emulated: GuestSpec {
        var guest = guest("mfemulated")
        guest.processor.features = ["aes"]
        return guest
    }

    private static var hostModel: GuestSpec {
        var guest = guest("mfhostmodel")
        guest.processor = .init(model: .hostModel, features: ["aes"])
        return guest
    }

    private static var ownProcessor: GuestSpec {
        var guest = guest("mfown")
        guest.processor.features = ["avx512f"]
        return guest
    }
}
