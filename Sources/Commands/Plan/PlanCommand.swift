import ArgumentParser
import BlockingPool
import HostsFile
import MANOModel
import Planner

/// `manifold plan`: no server is asked.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Place a service on hosts of a file, without a server.",
        discussion: """
            Says which guest would go where, down to cores and functions, or why each host refuses it and what would have \
            to be there. Docs/hosts-file.md and Docs/service-file.md have the files' formats. In place of a service file, \
            packages may be named: VNF packages, or an NSD together with the packages of its VNFs. Their guests share one \
            host, as on a server, unless --transport says what carries their links between hosts.

            Ends with 0 where all fits, 1 where it doesn't, and 2 where a file could not be read.

            Examples:
              manifold plan --hosts hosts.yaml --service service.yaml
              manifold plan --hosts hosts.yaml --service vfw.csar --flavour default --level single
              manifold plan --hosts hosts.yaml --service secure-access --service vfw --service vmon --json
              manifold plan --hosts hosts.yaml --service router.csar --network uplink=physnet1:42 --transport fabric
            """)
    @Option(help: ArgumentHelp("The file that describes the hosts.", valueName: "file"), completion: .file())
    var hosts: String
    @Option(
        help: ArgumentHelp("What is to be placed: a service file, or packages; may be repeated.", valueName: "path"),
        completion: .file())
    var service: [String]
    @Option(help: ArgumentHelp("The deployment flavour of the package that is placed.", valueName: "id"))
    var flavour: String?
    @Option(help: ArgumentHelp("The instantiation level of the package that is placed.", valueName: "id"))
    var level: String?
    @Option(
        help: ArgumentHelp(
            "The physical network, and its VLAN, that an external CP, a SAP or a virtual link of a package leads to; repeatable.",
            valueName: "id=network[:vlan]"))
    var network: [PhysicalNetworkOption] = []
    @Option(
        help: ArgumentHelp("The physical network that carries a package's links between hosts.", valueName: "network"))
    var transport: String?
    @Option(help: "Which of several hosts that fit packages get: pack or spread; a service file says so itself.")
    var policy: PlacementPolicy?
    @Flag(help: "Show JSON, for programs.") var json = false

    @Option(name: .customLong("repeat"), help: .hidden) var rounds: Int?

    func run() async throws {
        let terminal = Terminal.current
        guard !service.isEmpty else {
            throw CommandFailure.usage("--service is missing: name a service file or packages")
        }
        let (path, source) = (
            hosts,
            ServiceSource(
                paths: service, flavour: flavour, level: level, networks: network, transport: transport, policy: policy)
        )
        let (file, attempts) = try await BlockingPool.files.run {
            do {
                let file = try HostsFile(parsing: try ServiceSource.bytes(of: path), name: path)
                return (file, try source.attempts(hosts: file.hosts))
            } catch let error as ManifoldError {
                throw CommandFailure.usage(error.message + (error.remedy.map { "\n\($0)" } ?? ""))
            }
        }
        if let rounds { return measure(rounds, attempts.requests[0], file, terminal) }
        let capacities = HostCapacity.of(file.hosts, claims: file.claims)
        var (request, result) = (attempts.requests[0], PlacementPlanner.place(attempts.requests[0], on: capacities))
        for other in attempts.requests.dropFirst() {
            guard case .rejected = result else { break }
            (request, result) = (other, PlacementPlanner.place(other, on: capacities))
        }
        let report = PlacementReport(result, request, hosts: file.hosts, remark: attempts.remark)
        if json {
            terminal.show(try JSONValue(encoding: report))
        } else {
            terminal.write(report.text(width: terminal.width))
        }
        if !report.fits { throw CommandFailure(.failed, json ? "" : "it does not fit") }
    }

    /// Prints how long each of some rounds took, for benchmarks: milliseconds, a line each.
    private func measure(_ rounds: Int, _ request: PlacementRequest, _ file: HostsFile, _ terminal: Terminal) {
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            _ = PlacementPlanner.place(request, on: HostCapacity.of(file.hosts, claims: file.claims))
            let took = ContinuousClock.now - start
            terminal.line("\(Double(took.components.attoseconds) / 1e15 + Double(took.components.seconds) * 1e3)")
        }
    }
}
