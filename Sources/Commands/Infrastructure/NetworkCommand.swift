import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold network`: the networks that external connection points and SAPs are put on.
struct NetworkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Networks that VNFs and SAPs are put on: create, list, delete.",
        discussion: """
            A NETWORK is named by its name, its id, or the beginning of its id.

            Examples:
              manifold network create client --host a --namespace mf-client --address 10.10.0.1/24
              manifold network list
            """,
        subcommands: [List.self, Create.self, Show.self, Delete.self])

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the networks.",
            discussion: """
                Example:
                  manifold network list
                """)
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let networks = try await client.networks()
            if server.json { return terminal.show(.array(networks.map(\.json))) }
            let hosts = Dictionary(try await client.hosts().map { ($0.value.id, $0.value.name) }) { $1 }
            var table = Table(
                .left("ID"), .flexible("NAME"), .right("SEGMENT"), .left("PREFIX"), .flexible("HOST"),
                .flexible("ATTACHMENT"), .right("USED"), .left("NS"))
            for network in networks.map(\.value).sorted(by: { ($0.name, $0.id) < ($1.name, $1.id) }) {
                table.append(
                    Format.shortID(network.id), network.name, "\(network.segment)", network.prefix,
                    network.host.map { hosts[$0] ?? $0 }, NetworkCommand.text(network.attachment), "\(network.used)",
                    network.nsInstanceId.map(Format.shortID))
            }
            terminal.show(table, empty: "no networks; manifold network create NAME makes one")
        }
    }

    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a network.",
            discussion: """
                Without --namespace, --interface, --host-address or --physical-network only guests are on it.

                Examples:
                  manifold network create mgmt --prefix 192.168.99.0/24 --host-address 192.168.99.1/24
                  manifold network create client --host a --prefix 10.10.0.0/24 \\
                      --namespace mf-client --address 10.10.0.1/24
                  manifold network create uplink --host a --interface eth1 --vlan 100
                  manifold network create fast --physical-network physnet1 --vlan 200
                """)
        @Argument(help: "What the network is to be called.") var name: String
        @Option(help: ArgumentHelp("From which addresses are given: 10.10.0.0/24.", valueName: "prefix"))
        var prefix: String?
        @Option(help: ArgumentHelp("An address that no guest gets.", valueName: "address")) var gateway: String?
        @Option(help: "The VLAN tag on the switch, 1 to 4094; else a free one.") var segment: Int?
        @Option(help: ArgumentHelp("What its links carry at most; else 1500.", valueName: "bytes")) var mtu: Int?
        @Option(help: "The host whose switch it is on.") var host: String?
        @Option(help: ArgumentHelp("Put it into a network namespace of the host.", valueName: "name"))
        var namespace: String?
        @Option(help: ArgumentHelp("The address in the namespace: 10.10.0.1/24.", valueName: "address"))
        var address: String?
        @Option(help: ArgumentHelp("Put it on a physical interface of the host.", valueName: "name"))
        var interface: String?
        @Option(
            name: .customLong("physical-network"),
            help: ArgumentHelp(
                "Reach this network past the switch: by the hosts' cards (SR-IOV, macvtap) and Linux bridges.",
                valueName: "name"))
        var physicalNetwork: String?
        @Option(help: "The VLAN on the physical interface or network.") var vlan: Int?
        @Option(
            name: .customLong("spoof-check"),
            help: ArgumentHelp("Whether cards drop frames with other source addresses.", valueName: "on|off"))
        var spoofCheck: OnOrOff?
        @Option(help: ArgumentHelp("Whether guests may be promiscuous on their functions.", valueName: "on|off"))
        var trust: OnOrOff?
        @Option(
            name: .customLong("link-state"),
            help: ArgumentHelp("The link that functions show to guests.", valueName: "auto|enable|disable"))
        var linkState: LinkState?
        @Option(
            name: .customLong("host-address"),
            help: ArgumentHelp("Give the host itself an address on it: 192.168.99.1/24.", valueName: "address"))
        var hostAddress: String?
        @OptionGroup var server: ServerOptions

        func validate() throws {
            if [namespace, interface, hostAddress, physicalNetwork].compactMap(\.self).count > 1 {
                throw ValidationError("Give one of --namespace, --interface, --host-address and --physical-network.")
            }
            if address != nil, namespace == nil { throw ValidationError("--address goes with --namespace.") }
            if vlan != nil, interface == nil, physicalNetwork == nil {
                throw ValidationError("--vlan goes with --interface or --physical-network.")
            }
            if spoofCheck != nil || trust != nil || linkState != nil, physicalNetwork == nil {
                throw ValidationError("--spoof-check, --trust and --link-state go with --physical-network.")
            }
            if let segment, !(1...4094).contains(segment) { throw ValidationError("A segment is 1 to 4094.") }
        }

        var attachment: ManifoldAPI.CreateNetworkRequest.Attachment? {
            if let namespace {
                return .init(type: .namespace, name: namespace, address: address)
            } else if let interface {
                return .init(type: .physical, interface: interface, vlan: vlan)
            } else if let physicalNetwork {
                return .init(
                    type: .provider, vlan: vlan, physicalNetwork: physicalNetwork, spoofCheck: spoofCheck?.isOn,
                    trust: trust?.isOn, linkState: linkState?.model)
            } else {
                return hostAddress.map { .init(type: .host, address: $0) }
            }
        }

        func run(_ client: ManifoldClient) async throws {
            let network = try await client.createNetwork(
                ManifoldAPI.CreateNetworkRequest(
                    name: name, prefix: prefix, gateway: gateway, segment: segment, host: host,
                    attachment: attachment, mtu: mtu))
            if server.json { return terminal.show(network.json) }
            terminal.line(
                "made network \(Printable.escape(network.value.name)) as \(network.value.id), "
                    + "segment \(network.value.segment)")
        }
    }

    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one network.",
            discussion: """
                Example:
                  manifold network show client
                """)
        @Argument(help: "Name or id.") var network: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let network = try await client.resolveNetwork(network)
            if server.json { return terminal.show(network.json) }
            let value = network.value
            terminal.show([
                "id": value.id, "name": value.name, "segment": "\(value.segment)", "prefix": value.prefix,
                "gateway": value.gateway, "MTU": value.mtu.map { "\($0)" },
                "host": value.host, "attachment": NetworkCommand.text(value.attachment),
                "NS": value.nsInstanceId, "carried by": value.carrier, "connection points": "\(value.used)",
            ])
        }
    }

    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a network that nothing is on.",
            discussion: """
                Example:
                  manifold network delete client
                """)
        @Argument(help: "Name or id.") var network: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let network = try await client.resolveNetwork(network).value
            try await client.deleteNetwork(network.id)
            if !server.json { terminal.line("deleted network \(Printable.escape(network.name))") }
        }
    }

    /// Where the outside of a network is, in words; nil: nowhere.
    static func text(_ attachment: ManifoldAPI.CreateNetworkRequest.Attachment) -> String? {
        switch attachment.type {
        case .none:
            nil
        case .namespace:
            ["namespace", attachment.name, attachment.address].compactMap(\.self).joined(separator: " ")
        case .physical:
            ["interface", attachment.interface, attachment.vlan.map { "VLAN \($0)" }].compactMap(\.self)
                .joined(separator: " ")
        case .host:
            ["host", attachment.address].compactMap(\.self).joined(separator: " ")
        case .provider:
            [
                "physical network", attachment.physicalNetwork, attachment.vlan.map { "VLAN \($0)" },
                attachment.spoofCheck.map { $0 ? "spoof check" : "no spoof check" },
                attachment.trust.map { $0 ? "trusted" : "not trusted" },
                attachment.linkState.map { "link state \($0.rawValue)" },
            ].compactMap(\.self).joined(separator: " ")
        }
    }
}
