import ArgumentParser
import Client
import SOL

/// `manifold vnf instantiate`.
struct VNFInstantiateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "instantiate", abstract: "Make a VNF's guests.",
        discussion: """
            Each external connection point that the VNFD has is put on a network (see manifold network).

            Examples:
              manifold vnf instantiate my-vfw --network left=client --network right=server
              manifold vnf instantiate my-vfw --network left=client --network right=server --dry-run
            """)
    @Argument(help: "Name or id.") var vnf: String
    @Option(
        help: ArgumentHelp("Put an external connection point on a network; once for each.", valueName: "cpd=network"))
    var network: [Mapping] = []
    @Option(help: ArgumentHelp("The deployment flavour; else the VNFD's default one.", valueName: "id")) var flavour:
        String?
    @Option(help: ArgumentHelp("The instantiation level; else the flavour's own.", valueName: "id")) var level: String?
    @Option(help: ArgumentHelp("A parameter for the VNF's configuration.", valueName: "key=value"))
    var param: [KeyValue] = []
    @Option(help: ArgumentHelp("A zone where its guests may be; once for each. Else anywhere.", valueName: "name"))
    var zone: [String] = []
    @Flag(name: .customLong("dry-run"), help: "Only show what would go where; nothing is claimed.") var isDryRun = false
    @OptionGroup var operation: OperationOptions
    @OptionGroup var server: ServerOptions

    func run(_ client: ManifoldClient) async throws {
        let vnf = try await client.resolveVNF(vnf).value
        let flavourID = if let flavour { flavour } else { try await client.defaultFlavour(ofVNFD: vnf.vnfdId) }
        let request = try await Self.request(
            flavour: flavourID, level: level, networks: network, zones: zone, parameters: param
        ) { try await client.resolveNetwork($0).value.id }
        if isDryRun { return try show(try await client.planVNF(vnf.id, request)) }
        let reference = try await client.instantiateVNF(vnf.id, request)
        try await follow(
            reference, title: "instantiate \(vnf.vnfInstanceName ?? vnf.id)", client: client, options: operation)
    }

    /// The request's body: one external virtual link for each network, in the order in which they were named.
    static func request(
        flavour: String, level: String?, networks: [Mapping], zones: [String], parameters: [KeyValue],
        networkID: (String) async throws -> String
    ) async throws -> SOL003.InstantiateVnfRequest {
        var links: [SOL003.ExtVirtualLinkData] = []
        for mapping in networks {
            let id = try await networkID(mapping.target)
            let cp = SOL003.VnfExtCpData(cpdId: mapping.name)
            if let index = links.firstIndex(where: { $0.resourceId == id }) {
                links[index].extCps.append(cp)
            } else {
                links.append(SOL003.ExtVirtualLinkData(id: mapping.target, resourceId: id, extCps: [cp]))
            }
        }
        return SOL003.InstantiateVnfRequest(
            flavourId: flavour, instantiationLevelId: level, extVirtualLinks: links.isEmpty ? nil : links,
            additionalParams: KeyValue.dictionary(parameters, zones: zones))
    }
}
