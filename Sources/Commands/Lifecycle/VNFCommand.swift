import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold vnf`: VNFs, alone or of an NS.
struct VNFCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vnf", abstract: "VNFs: create, instantiate, scale, heal, migrate, terminate.",
        discussion: """
            A VNF is named by its name, its id, or the beginning of its id.

            Examples:
              manifold vnf create vfw my-vfw
              manifold vnf instantiate my-vfw --network left=client --network right=server
              manifold vnf scale my-vfw --out
              manifold vnf terminate my-vfw && manifold vnf delete my-vfw
            """,
        subcommands: [
            List.self, Create.self, VNFInstantiateCommand.self, Show.self, Scale.self, Heal.self,
            VNFMigrateCommand.self,
            Terminate.self, Delete.self, Counters.self, VNFLogCommand.self,
        ])

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the VNFs.",
            discussion: """
                Example:
                  manifold vnf list
                """)
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let instances = try await client.vnfInstances()
            if server.json { return terminal.show(.array(instances.map(\.json))) }
            var table = Table(
                .left("ID"), .flexible("NAME"), .flexible("PRODUCT"), .left("STATE"), .right("VNFCS"),
                .flexible("SCALE"))
            for vnf in instances.map(\.value).sorted(by: {
                ($0.vnfInstanceName ?? "", $0.id) < ($1.vnfInstanceName ?? "", $1.id)
            }) {
                let info = vnf.instantiatedVnfInfo
                table.append(
                    Format.shortID(vnf.id), vnf.vnfInstanceName, vnf.vnfProductName,
                    info?.vnfState ?? vnf.instantiationState, "\(info?.vnfcResourceInfo?.count ?? 0)",
                    info?.scaleStatus?.map { "\($0.aspectId)=\($0.scaleLevel)" }.joined(separator: " "))
            }
            terminal.show(table, empty: "no VNFs; manifold vnf create PACKAGE makes one")
        }
    }

    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a VNF from a package; nothing runs yet.",
            discussion: """
                Example:
                  manifold vnf create vfw my-vfw
                """)
        @Argument(help: "Id or name of the package.") var package: String
        @Argument(help: "What the VNF is to be called.") var name: String?
        @Option(help: "What it is for.") var description: String?
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let found = try await client.resolve(VNFPackageKind.self, package).value
            guard let vnfdID = found.vnfdId else {
                throw CommandFailure.failed("package \(found.id) is \(found.onboardingState): it has no VNFD yet")
            }
            let vnf = try await client.createVNF(
                SOL003.CreateVnfRequest(vnfdId: vnfdID, vnfInstanceName: name, vnfInstanceDescription: description))
            if server.json { return terminal.show(vnf.json) }
            terminal.line("made VNF \(Printable.escape(vnf.value.vnfInstanceName ?? found.id)) as \(vnf.value.id)")
        }
    }

    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one VNF with its guests and addresses.",
            discussion: """
                Example:
                  manifold vnf show my-vfw
                """)
        @Argument(help: "Name or id.") var vnf: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let vnf = try await client.vnfInstance(try await client.resolveVNF(vnf).value.id)
            if server.json { return terminal.show(vnf.json) }
            let value = vnf.value
            terminal.show([
                "id": value.id, "name": value.vnfInstanceName, "description": value.vnfInstanceDescription,
                "product": "\(value.vnfProductName) \(value.vnfSoftwareVersion) of \(value.vnfProvider)",
                "VNFD": value.vnfdId, "state": value.instantiationState,
                "guests": value.instantiatedVnfInfo?.vnfState, "flavour": value.instantiatedVnfInfo?.flavourId,
                "scale": value.instantiatedVnfInfo?.scaleStatus?.map { "\($0.aspectId)=\($0.scaleLevel)" }
                    .joined(separator: " "),
            ])
            guard let info = value.instantiatedVnfInfo else { return }
            let hosts = Dictionary(try await client.hosts().map { ($0.value.id, $0.value.name) }) { $1 }
            terminal.write(VNFText.guests(info, hosts: hosts, width: terminal.width))
        }
    }

    struct Scale: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Scale a VNF.",
            discussion: """
                Example:
                  manifold vnf scale my-vfw --aspect throughput --out
                """)
        @Argument(help: "Name or id.") var vnf: String
        @OptionGroup var scale: ScaleOptions
        @OptionGroup var operation: OperationOptions
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let vnf = try await client.resolveVNF(vnf).value
            let name = vnf.vnfInstanceName ?? vnf.id
            let aspect = try scale.aspect(among: vnf.instantiatedVnfInfo?.scaleStatus, of: name)
            let reference = try await client.scaleVNF(
                vnf.id,
                SOL003.ScaleVnfRequest(
                    type: scale.isOut ? .scaleOut : .scaleIn, aspectId: aspect, numberOfSteps: scale.steps))
            try await follow(reference, title: "\(scale.title) \(name)", client: client, options: operation)
        }
    }

    struct Heal: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a VNF's guests anew, all or some.",
            discussion: """
                Examples:
                  manifold vnf heal my-vfw
                  manifold vnf heal my-vfw --vnfc 5b0e7c1a-0000-4000-8000-000000000000
                """)
        @Argument(help: "Name or id.") var vnf: String
        @Option(help: ArgumentHelp("Only this guest, by its VNFC's id.", valueName: "id")) var vnfc: [String] = []
        @Option(help: "Why, for the record.") var cause: String?
        @OptionGroup var operation: OperationOptions
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let vnf = try await client.resolveVNF(vnf).value
            let reference = try await client.healVNF(
                vnf.id, SOL003.HealVnfRequest(vnfcInstanceId: vnfc.isEmpty ? nil : vnfc, cause: cause))
            try await follow(
                reference, title: "heal \(vnf.vnfInstanceName ?? vnf.id)", client: client, options: operation)
        }
    }

    struct Terminate: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a VNF's guests away.",
            discussion: """
                Examples:
                  manifold vnf terminate my-vfw
                  manifold vnf terminate my-vfw --graceful --timeout 20
                """)
        @Argument(help: "Name or id.") var vnf: String
        @Flag(help: "Ask the guests to shut down first.") var graceful = false
        @Option(help: ArgumentHelp("How long they may take for it.", valueName: "seconds")) var timeout: Int?
        @OptionGroup var operation: OperationOptions
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let vnf = try await client.resolveVNF(vnf).value
            let reference = try await client.terminateVNF(
                vnf.id,
                SOL003.TerminateVnfRequest(
                    terminationType: graceful ? .graceful : .forceful,
                    gracefulTerminationTimeout: graceful ? timeout : nil))
            try await follow(
                reference, title: "terminate \(vnf.vnfInstanceName ?? vnf.id)", client: client, options: operation)
        }
    }

    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a VNF that is not instantiated.",
            discussion: """
                Example:
                  manifold vnf delete my-vfw
                """)
        @Argument(help: "Name or id.") var vnf: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let vnf = try await client.resolveVNF(vnf).value
            try await client.deleteVNF(vnf.id)
            if !server.json { terminal.line("deleted VNF \(Printable.escape(vnf.vnfInstanceName ?? vnf.id))") }
        }
    }

    struct Counters: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a VNF's guests count, asked from the agent in each.",
            discussion: """
                Example:
                  manifold vnf counters my-vmon
                """)
        @Argument(help: "Name or id.") var vnf: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let guests = try await client.counters(try await client.resolveVNF(vnf).value.id)
            if server.json { return terminal.show(.array(guests.map(\.json))) }
            var table = Table(.flexible("INSTANCE"), .flexible("COUNTER"), .right("PACKETS"), .right("BYTES"))
            for guest in guests.map(\.value) {
                for (name, traffic) in guest.counters.sorted(by: { $0.key < $1.key }) {
                    table.append(guest.name, name, "\(traffic.packets)", "\(traffic.bytes)")
                }
            }
            terminal.show(table, empty: "no guest counts anything")
        }
    }
}
