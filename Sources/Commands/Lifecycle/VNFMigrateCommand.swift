import ArgumentParser
import Client
import SOL

/// `manifold vnf migrate`: guests go to another host.
struct VNFMigrateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Move a VNF's guests to another host, running or stopped.",
        discussion: """
            They keep their addresses, disks and, unless --cold is given, what they are doing.

            Examples:
              manifold vnf migrate my-vfw --to b
              manifold vnf migrate my-vfw --vnfc 5b0e7c1a-0000-4000-8000-000000000000 --cold
            """)
    @Argument(help: "Name or id.") var vnf: String
    @Option(help: ArgumentHelp("Only this guest, by its VNFC's id.", valueName: "id")) var vnfc: [String] = []
    @Option(help: ArgumentHelp("Where they are to go; else where they fit best.", valueName: "host")) var to: String?
    @Flag(help: "Stop them, and start them there with their disks.") var cold = false
    @OptionGroup var operation: OperationOptions
    @OptionGroup var server: ServerOptions

    func run(_ client: ManifoldClient) async throws {
        let vnf = try await client.resolveVNF(vnf).value
        var host: String?
        if let to { host = try await client.resolveHost(to).value.id }
        let reference = try await client.migrateVNF(
            vnf.id,
            ManifoldAPI.MigrateRequest(
                vnfcInstanceId: vnfc.isEmpty ? nil : vnfc, host: host, type: cold ? .cold : .live))
        try await follow(
            reference, title: "migrate \(vnf.vnfInstanceName ?? vnf.id)", client: client, options: operation)
    }
}
