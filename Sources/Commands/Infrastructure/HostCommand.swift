import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold host`: compute hosts.
struct HostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host", abstract: "Compute hosts: add, enable, disable, remove.",
        discussion: """
            A HOST is named by its name, its id, or the beginning of its id.

            Examples:
              manifold host add a --storage /var/lib/manifold/volumes
              manifold host list
            """,
        subcommands: [List.self, Add.self, Show.self, Enable.self, Disable.self, Remove.self])

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the hosts.",
            discussion: """
                Example:
                  manifold host list
                """)
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let hosts = try await client.hosts()
            if server.json { return try terminal.show(.array(hosts.map(\.json))) }
            var table = Table(
                .flexible("NAME"), .flexible("ZONE"), .left("STATE"), .right("GUESTS"), .right("VCPUS/CORES"),
                .right("MEMORY"), .right("STORAGE FREE"), .left("KVM"))
            for host in hosts.map(\.value).sorted(by: { ($0.name, $0.id) < ($1.name, $1.id) }) {
                let facts = host.facts
                table.append(
                    host.name, host.zone, host.state, "\(host.guests)",
                    facts.map { "\(host.used.vCPUs)/\($0.cores)" },
                    facts.map { "\(Format.bytes(host.used.memory)) of \(Format.bytes($0.memory))" },
                    facts.map { Format.bytes($0.storageFree) }, facts.map { $0.kvm ? "yes" : "no" })
            }
            terminal.show(table, empty: "no hosts; manifold host add NAME adds one")
        }
    }

    struct Add: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a host.",
            discussion: """
                Without options it is this machine: its system libvirt and its Open vSwitch.

                Examples:
                  manifold host add a --storage /var/lib/manifold/volumes
                  manifold host add b --zone east --libvirt qemu+ssh://root@b/system --ovsdb tcp:b:6640
                """)
        @Argument(help: "What the host is to be called.") var name: String
        @Option(help: "Guests that must be kept apart go to different zones.") var zone: String?
        @Option(help: ArgumentHelp("libvirt's address.", valueName: "uri")) var libvirt = "qemu:///system"
        @Option(help: ArgumentHelp("OVSDB's address: unix:PATH or tcp:HOST:PORT.", valueName: "address"))
        var ovsdb = "unix:/var/run/openvswitch/db.sock"
        @Option(
            name: .customLong("switch-run"),
            help: ArgumentHelp("Where Open vSwitch has its sockets.", valueName: "folder"))
        var switchRun = "/var/run/openvswitch"
        @Option(help: ArgumentHelp("Where the host keeps volumes and images.", valueName: "folder"))
        var storage = "/var/lib/manifold/volumes"
        @Option(help: ArgumentHelp("How many shared vCPUs one core may carry.", valueName: "ratio"))
        var overcommit: Double?
        @Option(
            name: .customLong("reserved-memory"),
            help: ArgumentHelp("Memory that guests never get: 512M, 2G.", valueName: "size"))
        var reservedMemory: ByteCount?
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let host = try await client.addHost(
                ManifoldAPI.CreateHostRequest(
                    name: name, zone: zone, libvirtURI: libvirt, ovsdb: ovsdb, switchRunFolder: switchRun,
                    storageFolder: storage, vCPUOvercommit: overcommit, reservedMemory: reservedMemory?.bytes))
            if server.json { return try terminal.show(host.json) }
            terminal.line("added host \(Printable.escape(host.value.name)) as \(host.value.id)")
        }
    }

    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one host.",
            discussion: """
                Example:
                  manifold host show a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let host = try await client.resolveHost(host)
            if server.json { return try terminal.show(host.json) }
            let value = host.value
            terminal.show([
                "id": value.id, "name": value.name, "zone": value.zone, "state": value.state,
                "problem": value.problem, "libvirt": value.connection.libvirtURI, "OVSDB": value.connection.ovsdb,
                "switch": value.connection.switchRunFolder, "storage": value.connection.storageFolder,
                "simulated as": value.connection.simulated, "guests": "\(value.guests)",
                "used": "\(value.used.vCPUs) vCPUs, \(Format.bytes(value.used.memory)) memory, "
                    + "\(Format.bytes(value.used.storage)) storage",
            ])
            guard let facts = value.facts else { return }
            terminal.show([
                "cores": "\(facts.cores)", "memory": Format.bytes(facts.memory),
                "storage": "\(Format.bytes(facts.storageFree)) free of \(Format.bytes(facts.storageCapacity))",
                "CPU": facts.cpuModel, "architecture": facts.architecture, "hypervisor": facts.hypervisorVersion,
                "KVM": facts.kvm ? "yes" : "no: guests are emulated",
                "NUMA nodes": "\(facts.numaNodes.count)",
            ])
        }
    }

    struct Enable: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a host take guests.",
            discussion: """
                Example:
                  manifold host enable a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws { try await HostCommand.set(host, .enabled, client, self) }
    }

    struct Disable: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a host take no more guests; those that it has stay.",
            discussion: """
                Example:
                  manifold host disable a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws { try await HostCommand.set(host, .disabled, client, self) }
    }

    struct Remove: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a host without guests.",
            discussion: """
                Example:
                  manifold host remove a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let host = try await client.resolveHost(host).value
            try await client.removeHost(host.id)
            if !server.json { terminal.line("removed host \(Printable.escape(host.name))") }
        }
    }

    private static func set(
        _ word: String, _ state: Host.State, _ client: ManifoldClient, _ command: some ServerCommand
    ) async throws {
        let id = try await client.resolveHost(word).value.id
        let host = try await client.modifyHost(id, ManifoldAPI.HostModifications(state: state))
        if command.server.json { return try command.terminal.show(host.json) }
        command.terminal.line("host \(Printable.escape(host.value.name)) is \(Printable.escape(host.value.state))")
    }
}
