import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold ns`: network services.
struct NSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ns", abstract: "Network services: create, instantiate, scale, heal, terminate.",
        discussion: """
            An NS is named by its name, its id, or the beginning of its id.

            Examples:
              manifold ns create secure-access web
              manifold ns instantiate web --sap client=client --sap server=server
              manifold ns scale web --vnf vfw --aspect throughput --out
              manifold ns paths web
              manifold ns terminate web && manifold ns delete web
            """,
        subcommands: [
            List.self, Create.self, NSInstantiateCommand.self, Show.self, NSScaleCommand.self, NSHealCommand.self,
            Terminate.self, Delete.self, Paths.self,
        ])

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the NSs.",
            discussion: """
                Example:
                  manifold ns list
                """)
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let instances = try await client.nsInstances()
            if server.json { return terminal.show(.array(instances.map(\.json))) }
            let names = Dictionary(
                try await client.entries(SOL005.NsdInfo.self).map { ($0.value.id, $0.value.nsdName ?? "") }
            ) { $1 }
            var table = Table(
                .left("ID"), .flexible("NAME"), .flexible("NSD"), .left("STATE"), .flexible("DESCRIPTION"))
            for ns in instances.map(\.value).sorted(by: { ($0.nsInstanceName, $0.id) < ($1.nsInstanceName, $1.id) }) {
                let nsd = names[ns.nsdInfoId].flatMap { $0.isEmpty ? nil : $0 }
                table.append(
                    Format.shortID(ns.id), ns.nsInstanceName, nsd ?? Format.shortID(ns.nsdId), ns.nsState,
                    ns.nsInstanceDescription)
            }
            terminal.show(table, empty: "no NSs; manifold ns create NSD NAME makes one")
        }
    }

    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an NS from an NSD; nothing runs yet.",
            discussion: """
                Example:
                  manifold ns create secure-access web
                """)
        @Argument(help: "Id or name of the NSD.") var nsd: String
        @Argument(help: "What the NS is to be called.") var name: String
        @Option(help: "What it is for.") var description = ""
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let descriptor = try await client.resolve(NSDKind.self, nsd).value
            guard let nsdID = descriptor.nsdId else {
                throw CommandFailure.failed(
                    "NSD \(descriptor.id) is \(descriptor.nsdOnboardingState): it has no nsdId yet")
            }
            let ns = try await client.createNS(
                SOL005.CreateNsRequest(nsdId: nsdID, nsName: name, nsDescription: description))
            if server.json { return terminal.show(ns.json) }
            terminal.line("made NS \(Printable.escape(ns.value.nsInstanceName)) as \(ns.value.id)")
        }
    }

    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one NS with its VNFs and SAPs.",
            discussion: """
                See also: manifold topology NS
                """)
        @Argument(help: "Name or id.") var ns: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let ns = try await client.nsInstance(try await client.resolveNS(ns).value.id)
            if server.json { return terminal.show(ns.json) }
            let value = ns.value
            terminal.show([
                "id": value.id, "name": value.nsInstanceName, "description": value.nsInstanceDescription,
                "NSD": value.nsdId, "state": value.nsState, "flavour": value.flavourId,
            ])
            if let vnfs = value.vnfInstance, !vnfs.isEmpty {
                var table = Table(
                    .left("VNF"), .flexible("NAME"), .flexible("PRODUCT"), .left("STATE"), .right("VNFCS"),
                    .flexible("SCALE"))
                for vnf in vnfs {
                    let levels = vnf.instantiatedVnfInfo?.scaleStatus?.map { "\($0.aspectId)=\($0.scaleLevel)" }
                    table.append(
                        Format.shortID(vnf.id), vnf.vnfInstanceName, vnf.vnfProductName, vnf.instantiationState,
                        "\(vnf.instantiatedVnfInfo?.vnfcResourceInfo?.count ?? 0)", levels?.joined(separator: " "))
                }
                terminal.write("\n" + table.render(width: terminal.width))
            }
            if let saps = value.sapInfo, !saps.isEmpty {
                var table = Table(.flexible("SAP"), .flexible("SAPD"), .flexible("ADDRESSES"))
                for sap in saps {
                    table.append(
                        sap.sapName, sap.sapdId, VNFText.addresses(sap.sapProtocolInfo).joined(separator: " "))
                }
                terminal.write("\n" + table.render(width: terminal.width))
            }
        }
    }

    struct Terminate: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take an NS's VNFs and links away.",
            discussion: """
                Example:
                  manifold ns terminate web
                """)
        @Argument(help: "Name or id.") var ns: String
        @OptionGroup var operation: OperationOptions
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let ns = try await client.resolveNS(ns).value
            let reference = try await client.terminateNS(ns.id)
            try await follow(reference, title: "terminate \(ns.nsInstanceName)", client: client, options: operation)
        }
    }

    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete an NS that is not instantiated.",
            discussion: """
                Example:
                  manifold ns delete web
                """)
        @Argument(help: "Name or id.") var ns: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let ns = try await client.resolveNS(ns).value
            try await client.deleteNS(ns.id)
            if !server.json { terminal.line("deleted NS \(Printable.escape(ns.nsInstanceName))") }
        }
    }

    struct Paths: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what passed along an NS's paths, hop by hop and instance by instance.",
            discussion: """
                Packets (bytes) since the path was made; forward is from the path's source to its destination.

                Example:
                  manifold ns paths web
                """)
        @Argument(help: "Name or id.") var ns: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let id = try await client.resolveNS(ns).value.id
            let paths = try await client.paths(id)
            if server.json { return terminal.show(.array(paths.map(\.json))) }
            var table = Table(
                .flexible("PATH"), .right("PRECEDENCE"), .flexible("HOP"), .flexible("INSTANCE"), .right("FORWARD"),
                .right("REVERSE"))
            for path in paths.map(\.value) {
                for hop in path.hops {
                    for instance in hop.instances {
                        table.append(
                            path.nfpd, "\(path.precedence)", hop.id, instance.name,
                            Format.packets(instance.forward.packets, instance.forward.bytes),
                            Format.packets(instance.reverse.packets, instance.reverse.bytes))
                    }
                }
                table.append(
                    path.nfpd, "\(path.precedence)", "delivered", "",
                    Format.packets(path.delivered.forward.packets, path.delivered.forward.bytes),
                    Format.packets(path.delivered.reverse.packets, path.delivered.reverse.bytes))
            }
            terminal.show(table, empty: "no paths")
        }
    }
}
