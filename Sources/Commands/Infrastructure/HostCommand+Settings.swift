import ArgumentParser
import Client
import MANOModel
import SOL

/// What an operator says of a host, beside how it is reached.
struct HostSettings: ParsableArguments {
    @Option(
        name: .customLong("group"), help: ArgumentHelp("A group of hosts that it is in; repeatable.", valueName: "name")
    )
    var group: [String] = []
    @Option(
        name: .customLong("trait"),
        help: ArgumentHelp("What it is good for, for demands that ask for it; repeatable.", valueName: "name"))
    var trait: [String] = []
    @Option(help: ArgumentHelp("How many shared vCPUs one core may carry.", valueName: "ratio"))
    var overcommit: Double?
    @Option(
        name: .customLong("reserved-memory"),
        help: ArgumentHelp("Memory that guests never get: 512M, 2G.", valueName: "size"))
    var reservedMemory: ByteCount?
    @Option(
        name: .customLong("reserved-cpus"), help: ArgumentHelp("CPUs that guests never get: 0-1,16.", valueName: "cpus")
    )
    var reservedCPUs: CPUNumbers?
    @Option(
        name: .customLong("physical-network"),
        help: ArgumentHelp(
            "The physical network behind an interface or a Linux bridge; repeatable.", valueName: "interface=network"))
    var physicalNetwork: [Mapping] = []
    @Option(
        name: .customLong("cpu-model"),
        help: ArgumentHelp(
            "What guests that are started see as their CPU: host-passthrough, host-model, or the name of a model.",
            valueName: "model"))
    var cpuModel: String?

    var groups: [String]? { group.isEmpty ? nil : group }
    var traits: [String]? { trait.isEmpty ? nil : trait }
    var networks: [String: String]? {
        physicalNetwork.isEmpty ? nil : Dictionary(physicalNetwork.map { ($0.name, $0.target) }) { $1 }
    }
}

/// `0-3,8` on the command line.
struct CPUNumbers: ExpressibleByArgument, Equatable {
    var cpus: [Int]

    init?(argument: String) {
        guard let cpus = CPUList.parse(argument) else { return nil }
        self.cpus = cpus
    }
}

/// `ens1f0=8` on the command line.
struct FunctionCounts: ExpressibleByArgument, Equatable {
    var interface: String
    var count: Int

    init?(argument: String) {
        guard let mapping = Mapping(argument: argument), let count = Int(mapping.target), count >= 0 else { return nil }
        interface = mapping.name
        self.count = count
    }
}

extension HostCommand {
    struct Add: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a host.",
            discussion: """
                Without options it is this machine: its system libvirt and its Open vSwitch.

                Examples:
                  manifold host add a --storage /var/lib/manifold/volumes
                  manifold host add b --zone east --libvirt qemu+tls://b/system --ovsdb tcp:192.0.2.7:6640 \\
                      --switch-run tcp:192.0.2.7:6653
                  manifold host add c --reserved-cpus 0-1,16-17 --physical-network ens1f0=physnet1 --group rack1
                """)
        @Argument(help: "What the host is to be called.") var name: String
        @Option(help: "Guests that must be kept apart go to different zones.") var zone: String?
        @Option(help: ArgumentHelp("libvirt's address.", valueName: "uri")) var libvirt = "qemu:///system"
        @Option(help: ArgumentHelp("OVSDB's address: unix:PATH or tcp:HOST:PORT.", valueName: "address"))
        var ovsdb = "unix:/var/run/openvswitch/db.sock"
        @Option(
            name: .customLong("switch-run"),
            help: ArgumentHelp(
                "Where Open vSwitch has its sockets, or the tcp:ADDRESS:PORT on which its bridge is to listen.",
                valueName: "folder"))
        var switchRun = "/var/run/openvswitch"
        @Option(help: ArgumentHelp("Where the host keeps volumes and images.", valueName: "folder"))
        var storage = "/var/lib/manifold/volumes"
        @OptionGroup var settings: HostSettings
        @OptionGroup var fencing: FencingOptions
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let host = try await client.addHost(
                ManifoldAPI.CreateHostRequest(
                    name: name, zone: zone, libvirtURI: libvirt, ovsdb: ovsdb, switchRunFolder: switchRun,
                    storageFolder: storage, vCPUOvercommit: settings.overcommit,
                    reservedMemory: settings.reservedMemory?.bytes, reservedCPUs: settings.reservedCPUs?.cpus,
                    physicalNetworks: settings.networks, groups: settings.groups, traits: settings.traits,
                    fencing: fencing.settings(over: nil), sharedStorage: fencing.sharedStorage,
                    guestCPUModel: settings.cpuModel))
            if server.json { return terminal.show(host.json) }
            terminal.line("added host \(Printable.escape(host.value.name)) as \(host.value.id)")
        }
    }

    struct Set: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change what is said of a host.",
            discussion: """
                Groups and traits replace those that it had. Reserving no CPUs is --reserved-cpus "".

                Examples:
                  manifold host set a --reserved-cpus 0-1,16-17 --physical-network ens1f0=physnet1
                  manifold host set a --no-physical-network ens1f0 --no-groups --zone west
                  manifold host set a --functions ens1f0=8
                  manifold host set a --fence type=ipmi,address=10.0.0.5,user=admin,passwordFile=/etc/manifold/bmc
                """)
        @Argument(help: "Name or id.") var host: String
        @Option(help: "Guests that must be kept apart go to different zones.") var zone: String?
        @OptionGroup var settings: HostSettings
        @OptionGroup var fencing: FencingOptions
        @Option(
            name: .customLong("no-physical-network"),
            help: ArgumentHelp("An interface that leads to no physical network any more.", valueName: "interface"))
        var noPhysicalNetwork: [String] = []
        @Option(
            help: ArgumentHelp(
                "How many virtual functions (SR-IOV) the card of an interface is to have; repeatable.",
                valueName: "interface=count"))
        var functions: [FunctionCounts] = []
        @Option(
            name: .customLong("image-age"),
            help: ArgumentHelp("Base images that nothing was made on for so long go.", valueName: "days"))
        var imageAge: Double?
        @Option(
            name: .customLong("image-space"),
            help: ArgumentHelp("Base images may take so much: 50G; those in use stay.", valueName: "size"))
        var imageSpace: ByteCount?
        @Flag(name: .customLong("no-groups"), help: "It is in no group.") var noGroups = false
        @Flag(name: .customLong("no-traits"), help: "It has no traits.") var noTraits = false
        @OptionGroup var server: ServerOptions

        func validate() throws {
            if noGroups, settings.groups != nil { throw ValidationError("Give --group or --no-groups.") }
            if noTraits, settings.traits != nil { throw ValidationError("Give --trait or --no-traits.") }
            if changes == ManifoldAPI.HostModifications(), fencing.settings(over: nil) == nil, imageAge == nil,
                imageSpace == nil
            {
                throw ValidationError("Say what to change.")
            }
        }

        var changes: ManifoldAPI.HostModifications {
            var networks: [String: String?] = (settings.networks ?? [:]).mapValues { $0 }
            for interface in noPhysicalNetwork { networks.updateValue(nil, forKey: interface) }
            return ManifoldAPI.HostModifications(
                vCPUOvercommit: settings.overcommit, reservedMemory: settings.reservedMemory?.bytes,
                reservedCPUs: settings.reservedCPUs?.cpus, physicalNetworks: networks.isEmpty ? nil : networks,
                zone: zone, groups: noGroups ? [] : settings.groups, traits: noTraits ? [] : settings.traits,
                virtualFunctions: functions.isEmpty
                    ? nil : Dictionary(functions.map { ($0.interface, $0.count) }) { $1 },
                sharedStorage: fencing.sharedStorage, guestCPUModel: settings.cpuModel)
        }

        func run(_ client: ManifoldClient) async throws {
            let current = try await client.resolveHost(host).value
            var changes = changes
            changes.fencing = fencing.settings(over: current.fencing)
            if imageAge != nil || imageSpace != nil {
                var cache = current.imageCache ?? .standard
                if let imageAge { cache.maximumAge = imageAge * 86400 }
                if let imageSpace { cache.maximumBytes = imageSpace.bytes }
                changes.imageCache = cache
            }
            let host = try await client.modifyHost(current.id, changes)
            if server.json { return terminal.show(host.json) }
            terminal.line("changed host \(Printable.escape(host.value.name))")
            for warning in host.value.warnings ?? [] { terminal.line("warning: \(Printable.escape(warning))") }
        }
    }
}
