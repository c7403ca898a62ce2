import ArgumentParser
import Client
import SOL

/// Which way, how far, along which aspect.
struct ScaleOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The scaling aspect; may be left out where the VNF has one only.", valueName: "id"))
    var aspect: String?
    @Flag(name: .customLong("out"), help: "Add instances.") var isOut = false
    @Flag(name: .customLong("in"), help: "Remove instances.") var isIn = false
    @Option(help: "How many steps.") var steps = 1

    func validate() throws {
        guard isOut != isIn else { throw ValidationError("Give one of --out and --in.") }
        guard steps > 0 else { throw ValidationError("Steps are 1 or more.") }
    }

    /// The aspect that was named, or the only one that there is.
    func aspect(among status: [SOL003.ScaleInfo]?, of name: String) throws -> String {
        if let aspect { return aspect }
        let aspects = (status ?? []).map(\.aspectId).sorted()
        if aspects.count == 1 { return aspects[0] }
        throw CommandFailure.usage(
            aspects.isEmpty
                ? "\(name) has no scaling aspect"
                : "\(name) has several scaling aspects: give one of them with --aspect: \(aspects.joined(separator: ", "))"
        )
    }

    var title: String { "scale \(isOut ? "out" : "in")" }
}

/// `manifold ns scale`.
struct NSScaleCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "scale", abstract: "Scale a VNF of an NS.",
        discussion: """
            Examples:
              manifold ns scale web --vnf vfw --aspect throughput --out
              manifold ns scale web --vnf vfw --in --steps 2
            """)
    @Argument(help: "Name or id.") var ns: String
    @Option(help: ArgumentHelp("The VNF: its profile in the NSD, its name, or its id.", valueName: "profile"))
    var vnf: String
    @OptionGroup var scale: ScaleOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var server: ServerOptions

    func run(_ client: ManifoldClient) async throws {
        let ns = try await client.resolveNS(ns).value
        let vnf = try await client.resolveVNF(vnf, in: ns)
        let status = try await client.vnfInstance(vnf.id).value.instantiatedVnfInfo?.scaleStatus
        let aspect = try scale.aspect(among: status, of: vnf.name)
        let data = SOL005.ScaleVnfData(
            vnfInstanceId: vnf.id, scaleVnfType: scale.isOut ? .out : .in,
            scaleByStepData: SOL005.ScaleByStepData(aspectId: aspect, numberOfSteps: scale.steps))
        let reference = try await client.scaleNS(
            ns.id, SOL005.ScaleNsRequest(scaleType: .vnf, scaleVnfData: [data]))
        try await follow(
            reference, title: "\(scale.title) \(vnf.name) of \(ns.nsInstanceName)", client: client,
            options: operation)
    }
}

/// `manifold ns heal`.
struct NSHealCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "heal", abstract: "Make what is broken in an NS anew.",
        discussion: """
            Examples:
              manifold ns heal web
              manifold ns heal web --vnf vfw --cause "no answer since noon"
            """)
    @Argument(help: "Name or id.") var ns: String
    @Option(
        help: ArgumentHelp(
            "A VNF: its profile in the NSD, its name, or its id. Without any the whole NS is healed.",
            valueName: "profile"))
    var vnf: [String] = []
    @Option(help: "Why, for the record.") var cause: String?
    @OptionGroup var operation: OperationOptions
    @OptionGroup var server: ServerOptions

    func run(_ client: ManifoldClient) async throws {
        let ns = try await client.resolveNS(ns).value
        var request = SOL005.HealNsRequest()
        if vnf.isEmpty {
            request.healNsData = SOL005.HealNsData(degreeHealing: .restore, actionsHealing: cause.map { [$0] } ?? [])
        } else {
            var data: [SOL005.HealVnfData] = []
            for word in vnf {
                data.append(
                    SOL005.HealVnfData(
                        vnfInstanceId: try await client.resolveVNF(word, in: ns).id, cause: cause))
            }
            request.healVnfData = data
        }
        let reference = try await client.healNS(ns.id, request)
        try await follow(reference, title: "heal \(ns.nsInstanceName)", client: client, options: operation)
    }
}

extension ManifoldClient {
    /// A VNF of an NS, by its profile, its name, its id, or the beginning of its id.
    func resolveVNF(_ word: String, in ns: SOL005.NsInstance) async throws -> ManifoldAPI.Topology.VNF {
        let vnfs = try await topology(ns.id).value.vnfs
        return try NameResolution.find(
            word, kind: "VNF of \(ns.nsInstanceName)", in: vnfs, id: \.id,
            names: { [$0.vnfProfileId, $0.name] })
    }
}
