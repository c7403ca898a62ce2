import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold ns instantiate`.
struct NSInstantiateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "instantiate", abstract: "Make an NS's VNFs, links and paths.",
        discussion: """
            Each SAP that the NSD has is put on a network of the operator's (see manifold network).

            Examples:
              manifold ns instantiate web --sap client=client --sap server=server
              manifold ns instantiate web --sap client=client --sap server=server --dry-run
              manifold ns instantiate web --vnf-param 'vfw:rules=tcp dport 22 drop'
            """)
    @Argument(help: "Name or id.") var ns: String
    @Option(
        help: ArgumentHelp("Put a SAP on a network; once for each SAP.", valueName: "sapd=network"))
    var sap: [Mapping] = []
    @Option(help: ArgumentHelp("The deployment flavour; else the NSD's default one.", valueName: "id")) var flavour:
        String?
    @Option(help: ArgumentHelp("The instantiation level; else the flavour's own.", valueName: "id")) var level: String?
    @Option(help: ArgumentHelp("A parameter of the NS.", valueName: "key=value")) var param: [KeyValue] = []
    @Option(
        name: .customLong("vnf-param"),
        help: ArgumentHelp("A parameter of a profile's VNFs.", valueName: "profile:key=value"))
    var vnfParam: [ProfileParameter] = []
    @Option(
        help: ArgumentHelp(
            "A zone where the guests of its VNFs may be; once for each. Else anywhere.", valueName: "name"))
    var zone: [String] = []
    @Flag(name: .customLong("dry-run"), help: "Only show what would go where; nothing is claimed.") var isDryRun = false
    @OptionGroup var operation: OperationOptions
    @OptionGroup var server: ServerOptions

    func run(_ client: ManifoldClient) async throws {
        let ns = try await client.resolveNS(ns).value
        let flavourID = if let flavour { flavour } else { try await client.defaultFlavour(ofNSD: ns.nsdInfoId) }
        let request = try await Self.request(
            flavour: flavourID, level: level, saps: sap, zones: zone, parameters: param, profileParameters: vnfParam
        ) { try await client.resolveNetwork($0).value }
        if isDryRun { return try show(try await client.planNS(ns.id, request)) }
        let reference = try await client.instantiateNS(ns.id, request)
        try await follow(reference, title: "instantiate \(ns.nsInstanceName)", client: client, options: operation)
    }

    /// The request's body. A SAP's network is told by `sapName`.
    static func request(
        flavour: String, level: String?, saps: [Mapping], zones: [String], parameters: [KeyValue],
        profileParameters: [ProfileParameter], network: (String) async throws -> ManifoldAPI.Network
    ) async throws -> SOL005.InstantiateNsRequest {
        var sapData: [SOL005.SapData] = []
        for sap in saps {
            let name = try await network(sap.target).name
            sapData.append(SOL005.SapData(sapdId: sap.name, sapName: name, description: "on network \(name)"))
        }
        let profiles = Dictionary(grouping: profileParameters, by: \.profile)
        let vnfParameters = profiles.keys.sorted().map { profile in
            SOL005.ParamsForVnf(
                vnfProfileId: profile,
                additionalParams: KeyValue.dictionary(profiles[profile, default: []].map(\.parameter)))
        }
        return SOL005.InstantiateNsRequest(
            nsFlavourId: flavour, sapData: sapData.isEmpty ? nil : sapData,
            additionalParamsForNs: KeyValue.dictionary(parameters, zones: zones),
            additionalParamsForVnf: vnfParameters.isEmpty ? nil : vnfParameters, nsInstantiationLevelId: level)
    }
}
