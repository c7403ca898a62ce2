import FoundationEssentials
import Infrastructure
import MANOModel
import Operations
import Planner
import Testing

@testable import LibvirtVIM
@testable import VNFM

/// What a descriptor and a host's settings ask of a guest's machine, from the typed descriptor to libvirt's document.
@Suite("A guest's machine as its descriptor wants it")
struct GuestWishTests {
    private static let image = SoftwareImage(
        id: "image", name: "image", version: "1", checksum: Checksum(algorithm: .sha256, hash: "00"),
        containerFormat: "bare", diskFormat: "qcow2", minDiskBytes: 1 << 20, sizeBytes: 1, location: "image.qcow2")
    private static let disc = SoftwareImage(
        id: "disc", name: "disc", version: "1", checksum: Checksum(algorithm: .sha256, hash: "00"),
        containerFormat: "bare", diskFormat: "iso", minDiskBytes: 1 << 20, sizeBytes: 1, location: "disc.iso")

    /// A VDU that has a root disk, a disk of its own wishes and a disc.
    private func flavour(
        _ requirements: [String: String] = [:], capabilities: [RequestedCapability] = [],
        storage: [String: String] = [:], disks: Int = 1
    ) -> DeploymentFlavour {
        var compute = VirtualCompute(virtualCPUs: 2, memoryBytes: 1 << 28)
        compute.computeRequirements = requirements
        compute.requestedCapabilities = capabilities
        let names = (0..<disks).map { "data\($0)" }
        let vdu = VDU(
            id: "web", name: "web", compute: compute, storageIDs: names + ["cd"], softwareImage: Self.image,
            profile: VduProfile(minNumberOfInstances: 1, maxNumberOfInstances: 1))
        let storages =
            names.map {
                VirtualStorage(id: $0, kind: .block(BlockStorage(sizeBytes: 1 << 20, requirements: storage)))
            } + [VirtualStorage(id: "cd", kind: .block(BlockStorage(sizeBytes: 1 << 20)), softwareImage: Self.disc)]
        return DeploymentFlavour(
            id: "default", vdus: [vdu], virtualStorages: storages, defaultInstantiationLevelID: "default")
    }

    private func host(
        _ model: String? = nil, features: [String] = [], traits: [String] = [], kvm: Bool = true
    ) -> Host {
        var host = Host(
            id: "h1", name: "a", traits: traits, connection: .simulated(name: "a"),
            facts: HostFacts(
                hypervisorVersion: "1", cpuModel: "c", cpuFeatures: features, architecture: "x86_64", kvm: kvm,
                numaNodes: [NUMANode(id: 0, cores: [0, 1], memory: 1 << 32)], storageCapacity: 1, storageFree: 1))
        host.guestCPUModel = model
        return host
    }

    private func guest(_ flavour: DeploymentFlavour, on host: Host) throws -> GuestSpec {
        let vnfc = VNFC(
            id: "c1", vduID: "web", index: 0, hostID: "h1", domainName: "mfguest", vCPUs: 2, memory: 1 << 28,
            volumes: try flavour.volumes(of: flavour.vdus[0]).enumerated().map { number, volume in
                VNFC.Volume(
                    id: "\(number)", virtualStorageDescID: volume.descriptorID, name: "mfvolume\(number)",
                    size: volume.size)
            })
        let target = InstantiatedVNF(flavourID: "default", vnfcs: [vnfc])
        let now = Date(timeIntervalSince1970: 0)
        let steps = VNFSteps(
            instance: VNFInstance(
                id: "v1", vnfdID: "d", packageID: "p1", provider: "p", productName: "p", softwareVersion: "1",
                vnfdVersion: "1", createdAt: now),
            target: target,
            package: VNFPackage(
                id: "p1", imageHashes: ["image.qcow2": "aa", "disc.iso": "bb"], createdAt: now),
            flavour: flavour, imageFolder: "/images", hosts: [host])
        let drafts = try steps.create([vnfc])
        let draft = try #require(drafts.first { $0.kind == StepKind.startGuest })
        return try draft.payload.decode(Payloads.Guest.self).guest
    }

    private func domain(_ guest: GuestSpec, _ host: Host) throws -> XMLNode {
        let surroundings = DomainSurroundings(
            virtualization: host.facts?.kvm == true ? "kvm" : "qemu", emulator: nil, architecture: "x86_64",
            layout: StorageLayout(root: "/pool"))
        return try XMLNode.parse(DomainDocument.qemu.text(of: guest, digest: "d1", in: surroundings))
    }

    @Test("a feature that the guest needs is required of its CPU; traits, wishes and devices aren't")
    func features() throws {
        func capability(_ name: String, isMandatory: Bool = true) -> RequestedCapability {
            RequestedCapability(id: name, name: name, isMandatory: isMandatory)
        }
        let flavour = flavour(
            capabilities: [
                capability("AES"), capability("avx2"), capability("rack-a"), capability("sse4.2", isMandatory: false),
                RequestedCapability(
                    id: "d", name: "accelerator", isMandatory: true,
                    targetPerformanceParameters: ["vendor_id": "8086"]),
            ])
        let host = host(features: ["accelerator", "aes", "avx2", "pdpe1gb", "sse4.2"], traits: ["rack-a"])
        let guest = try guest(flavour, on: host)
        #expect(guest.processor.features == ["aes", "avx2"])
        let cpu = try #require(try domain(guest, host)["cpu"])
        #expect(
            cpu.all("feature").map(\.attributes)
                == ["aes", "avx2"].map { ["policy": "require", "name": $0] })
        #expect(try self.guest(self.flavour(), on: host).processor.features == [])
    }

    struct Setting: CustomTestStringConvertible {
        var model: String?
        var kvm: Bool
        var mode: String
        var name: String?

        var testDescription: String { "\(model ?? "none"), \(kvm ? "KVM" : "emulated")" }
    }

    @Test(
        "the host's setting says what CPU a guest sees",
        arguments: [
            Setting(model: nil, kvm: true, mode: "host-passthrough"),
            Setting(model: "host-passthrough", kvm: true, mode: "host-passthrough"),
            Setting(model: nil, kvm: false, mode: "custom", name: "qemu64"),
            Setting(model: "host-model", kvm: true, mode: "host-model"),
            Setting(model: "host-model", kvm: false, mode: "maximum"),
            Setting(model: "Nehalem", kvm: true, mode: "custom", name: "Nehalem"),
            Setting(model: "Nehalem", kvm: false, mode: "custom", name: "Nehalem"),
        ])
    func models(setting: Setting) throws {
        let host = host(setting.model, kvm: setting.kvm)
        let cpu = try #require(try domain(guest(flavour(), on: host), host)["cpu"])
        #expect(cpu.attributes["mode"] == setting.mode)
        #expect(cpu["model"]?.text == setting.name)
    }

    @Test("a running guest goes to a host that has its CPU's features, or by a model's name to one that has the model")
    func handOver() {
        var new = host(features: ["aes", "avx512f"])
        var old = host(features: ["aes"])
        new.facts?.guestCPUModels = ["Nehalem", "Icelake-Server"]
        old.facts?.guestCPUModels = ["Nehalem"]
        #expect(RelocationPlanner.takesOver(new, from: old) && !RelocationPlanner.takesOver(old, from: new))
        new.guestCPUModel = "host-model"
        #expect(!RelocationPlanner.takesOver(old, from: new))
        new.guestCPUModel = "Icelake-Server"
        #expect(!RelocationPlanner.takesOver(old, from: new))
        new.guestCPUModel = "Nehalem"
        #expect(RelocationPlanner.takesOver(old, from: new))
        old.facts?.kvm = false
        #expect(!RelocationPlanner.takesOver(old, from: new))
    }

    @Test("disks are on the bus that the VDU wants, or the storage by itself; discs on one of theirs")
    func buses() throws {
        func buses(_ requirements: [String: String], storage: [String: String] = [:]) throws -> [String?] {
            let guest = try guest(flavour(requirements, storage: storage), on: host())
            return try domain(guest, host())["devices"]?.all("disk").map { $0["target"]?.attributes["bus"] } ?? []
        }
        // The root disk, the data disk, the disc, the config drive.
        #expect(try buses([:]) == ["virtio", "virtio", "sata", "virtio"])
        #expect(try buses(["hw_disk_bus": "SCSI"]) == ["scsi", "scsi", "sata", "virtio"])
        #expect(try buses(["disk_bus": "sata", "hw_cdrom_bus": "ide"]) == ["sata", "sata", "ide", "virtio"])
        #expect(
            try buses(["hw_disk_bus": "ide", "cdrom_bus": "scsi"], storage: ["disk_bus": "virtio"])
                == ["ide", "virtio", "scsi", "virtio"])
        #expect(try buses(["hw_disk_bus": "floppy"]) == ["virtio", "virtio", "sata", "virtio"])
    }

    @Test("IDE that a machine hasn't, or has no room on, is refused before anything is made")
    func refusedBuses() throws {
        func problem(_ requirements: [String: String], disks: Int = 1) -> String? {
            let flavour = flavour(requirements, disks: disks)
            do {
                try flavour.checkBuses(of: flavour.vdus[0])
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(problem(["hw_disk_bus": "ide", "hw_cdrom_bus": "ide"], disks: 2) == nil)
        #expect(problem(["hw_disk_bus": "ide", "hw_cdrom_bus": "ide"], disks: 3)?.contains("5 disks on IDE") == true)
        #expect(problem(["hw_disk_bus": "ide", "firmware_type": "uefi"])?.contains("IDE with UEFI") == true)
        #expect(problem(["hw_disk_bus": "sata", "firmware_type": "uefi"], disks: 10) == nil)
    }

    @Test("threads for I/O are given to disks on virtio and scsi, in turn")
    func ioThreads() throws {
        let guest = try guest(flavour(["io_threads": "2"]), on: host())
        let domain = try domain(guest, host())
        #expect(domain["iothreads"]?.text == "2")
        let threads = domain["devices"]?.all("disk").map { $0["driver"]?.attributes["iothread"] }
        #expect(threads == ["1", "2", nil, nil])
        let onSCSI = try self.guest(flavour(["io_threads": "1", "hw_disk_bus": "scsi"]), on: host())
        let controller = try self.domain(onSCSI, host())["devices"]?.all("controller").first {
            $0.attributes["type"] == "scsi"
        }
        #expect(controller?["driver"]?.attributes["iothread"] == "1")
        #expect(try self.guest(flavour(), on: host()).ioThreads == 0)
    }

    @Test("a number of threads that is none is refused", arguments: ["0", "17", "-1", "many"])
    func refusedThreads(text: String) {
        let error = #expect(throws: ManifoldError.self) { try guest(flavour(["io_threads": text]), on: host()) }
        #expect(error?.message.contains("io_threads of VDU web is \(text)") == true)
    }
}
