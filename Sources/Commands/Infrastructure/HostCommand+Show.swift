import ArgumentParser
import Client
import MANOModel
import SOL

extension HostCommand {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw one host: cores with who is pinned, pages, interfaces with their VFs, devices.",
            discussion: """
                A core is shown by its threads, side by side in brackets, under the number of the first one.

                Example:
                  manifold host show a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let host = try await client.host(try await client.resolveHost(host).value.id)
            if server.json { return terminal.show(host.json) }
            let value = host.value
            terminal.show([
                "id": value.id, "name": value.name, "zone": value.zone,
                "groups": value.groups?.joined(separator: ", "), "traits": value.traits?.joined(separator: ", "),
                "state": value.state, "problem": value.problem, "libvirt": value.connection.libvirtURI,
                "OVSDB": value.connection.ovsdb, "switch": value.connection.switchRunFolder,
                "storage": value.connection.storageFolder, "simulated as": value.connection.simulated,
                "guests": "\(value.guests)",
                "no answer since": value.unreachableSince.map(Format.time),
                "shared storage": value.sharedStorage, "CPU of guests": value.guestCPUModel,
                "fencing": value.fencing.map(FencingText.line),
                "used": "\(value.used.vCPUs) vCPUs, \(Format.bytes(value.used.memory)) memory, "
                    + "\(Format.bytes(value.used.storage)) storage",
                "kept": value.reservedMemory.map { "\(Format.bytes($0)) memory for the host itself" },
                "overcommit": value.vCPUOvercommit.map { "\(Self.ratio($0)) shared vCPUs a core" },
            ])
            for warning in value.warnings ?? [] { terminal.line("warning: \(Printable.escape(warning))") }
            if value.evacuation != nil { for line in EvacuationText.lines(value) { terminal.line(line) } }
            guard let facts = value.facts else { return }
            terminal.show([
                "cores": "\(facts.cores)", "memory": Format.bytes(facts.memory),
                "storage": "\(Format.bytes(facts.storageFree)) free of \(Format.bytes(facts.storageCapacity))",
                "CPU": facts.cpuModel, "features": facts.devices.map { "\($0.cpuFeatures.count)" },
                "architecture": facts.architecture, "hypervisor": facts.hypervisorVersion,
                "emulator": facts.devices?.emulator, "KVM": facts.kvm ? "yes" : "no: guests are emulated",
                "NUMA nodes": "\(facts.numaNodes.count)",
            ])
            terminal.write(HostText.render(value, width: terminal.width))
        }

        /// `8`, `1.5`.
        private static func ratio(_ value: Double) -> String {
            value == value.rounded() && value.magnitude < 1e6 ? "\(Int(value))" : "\(value)"
        }
    }

    struct Changes: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what changed of a host, the newest first.",
            discussion: """
                Example:
                  manifold host changes a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let id = try await client.resolveHost(host).value.id
            let changes = try await client.hostChanges(id)
            if server.json { return terminal.show(changes.json) }
            var table = Table(.right("REVISION"), .left("TIME"), .flexible("CHANGE"))
            for change in changes.value {
                for (index, text) in change.changes.enumerated() {
                    table.append(
                        index == 0 ? "\(change.revision)" : " ", index == 0 ? Format.time(change.time) : " ", text)
                }
            }
            terminal.show(table, empty: "nothing has changed since the host was added")
        }
    }
}
