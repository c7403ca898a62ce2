import ArgumentParser
import Foundation
import MANOModel
import SOL
import Synchronization
import Testing

@testable import Commands
@testable import Descriptors

@Suite("Command lines")
struct CommandLineTests {
    private func parse<Command: ParsableCommand>(_ type: Command.Type, _ arguments: String...) throws -> Command {
        try #require(try Root.parseAsRoot(arguments) as? Command)
    }

    @Test("options of an instantiation are read")
    func instantiate() throws {
        let command = try parse(
            NSInstantiateCommand.self, "ns", "instantiate", "web", "--sap", "client=c", "--sap", "server=s", "--level",
            "big", "--param", "n=3", "--param", "who=me", "--vnf-param", "vfw:rules=a=b", "--dry-run", "--no-wait")
        #expect(command.ns == "web")
        #expect(command.sap.map(\.name) == ["client", "server"])
        #expect(command.sap.map(\.target) == ["c", "s"])
        #expect(command.level == "big")
        #expect(KeyValue.dictionary(command.param) == ["n": .integer(3), "who": .string("me")])
        #expect(command.vnfParam.first?.profile == "vfw")
        #expect(command.vnfParam.first?.parameter.value == .string("a=b"))
        #expect(command.isDryRun && command.operation.doesNotWait)
    }

    @Test("a scaling needs a direction, and one only")
    func scale() throws {
        let command = try parse(
            NSScaleCommand.self, "ns", "scale", "web", "--vnf", "vfw", "--aspect", "a", "--in", "--steps", "2")
        #expect(command.scale.isIn && command.scale.steps == 2)
        for wrong in [["--out", "--in"], [], ["--out", "--steps", "0"]] {
            #expect(throws: (any Error).self) {
                _ = try Root.parseAsRoot(["ns", "scale", "web", "--vnf", "vfw"] + wrong)
            }
        }
    }

    @Test("a network has one outside")
    func network() throws {
        let command = try parse(
            NetworkCommand.Create.self, "network", "create", "c", "--host", "a", "--namespace", "ns1", "--address",
            "10.0.0.1/24")
        #expect(command.attachment == .init(type: .namespace, name: "ns1", address: "10.0.0.1/24"))
        for wrong in [
            ["--namespace", "a", "--interface", "b"], ["--address", "10.0.0.1/24"], ["--vlan", "3"],
            ["--segment", "4095"],
        ] {
            #expect(throws: (any Error).self) { _ = try Root.parseAsRoot(["network", "create", "c"] + wrong) }
        }
    }

    @Test("sizes have binary units", arguments: [("0", 0), ("1024", 1024), ("512M", 512 << 20), ("2GiB", 2 << 30)])
    func sizes(text: String, bytes: Int) {
        #expect(ByteCount(argument: text)?.bytes == Int64(bytes))
    }

    @Test("what is no size, no pair and no mapping is refused")
    func malformed() {
        for text in ["", "M", "-1", "1.5G", "9223372036854775807G", "12x"] { #expect(ByteCount(argument: text) == nil) }
        for text in ["", "a", "=b"] { #expect(KeyValue(argument: text) == nil) }
        for text in ["", "a", "=b", "a="] { #expect(Mapping(argument: text) == nil) }
        for text in ["a=b", ":a=b", "p:a"] { #expect(ProfileParameter(argument: text) == nil) }
    }

    @Test("every subcommand has an abstract, and an example in its help")
    func help() {
        var pending: [any ParsableCommand.Type] = Root.configuration.groupedSubcommands.flatMap(\.subcommands)
        var names = 0
        while let command = pending.popLast() {
            names += 1
            #expect(!command.configuration.abstract.isEmpty, "\(command)")
            let discussion = command.configuration.discussion
            #expect(discussion.contains("Example") || discussion.contains("See also"), "\(command)")
            pending += command.configuration.subcommands
        }
        #expect(names > 45)
    }

    @Test("scripts for the completion of shells are made", arguments: ["bash", "zsh", "fish"])
    func completion(shell: String) async {
        let result = await run("--generate-completion-script", shell)
        #expect(result.code == 0)
        #expect(result.output.contains("instantiate"))
    }
}

@Suite("Commands against a server")
struct CommandTests {
    @Test(
        "a guest's log is shown line by line, nothing of it reaches the terminal raw, and more is asked for from its end"
    )
    func log() async throws {
        let asked = Asked()
        try await withServer { request in
            guard request.path.hasPrefix("/manifold/v1/vnf_instances/v1/logs") else {
                return .json(
                    #"[{"id":"v1","vnfInstanceName":"fw","vnfdId":"d","vnfProvider":"p","vnfProductName":"vfw","vnfSoftwareVersion":"1","vnfdVersion":"1","instantiationState":"INSTANTIATED"}]"#
                )
            }
            asked.add(request.path)
            guard !request.path.contains("after=") else { return .problem(404, "Not found", "the VNF is gone") }
            return .json(
                #"[{"vnfcId":"a","name":"fw-0","text":"one\u001b[2J\ntwo\n","end":7},{"vnfcId":"b c","name":"fw-1","text":"","end":0}]"#
            )
        } _: { server in
            let result = await run("vnf", "log", "v1", "--lines", "20", "--follow", at: server)
            #expect(result.output == "==> fw-0\none\\u{1B}[2J\ntwo\n")
            #expect(result.code != 0 && result.error.contains("the VNF is gone"))
            let programs = await run("vnf", "log", "v1", "fw 1", "--json", at: server)
            #expect(programs.output.contains(#""end""#))
        }
        #expect(
            asked.paths == [
                "/manifold/v1/vnf_instances/v1/logs?lines=20",
                "/manifold/v1/vnf_instances/v1/logs?vnfc=a&lines=10000&after=7",
                "/manifold/v1/vnf_instances/v1/logs?vnfc=fw%201&lines=100",
            ])
        for wrong in [["--lines", "0"], ["--lines", "10001"], ["--follow", "--json"]] {
            #expect(throws: (any Error).self) { _ = try Root.parseAsRoot(["vnf", "log", "v1"] + wrong) }
        }
    }

    /// Paths that a server was asked for.
    private final class Asked: Sendable {
        private let all = Mutex<[String]>([])
        var paths: [String] { all.withLock { $0 } }
        func add(_ path: String) { all.withLock { $0.append(path) } }
    }

    @Test("a list is a table for people and the server's JSON for programs")
    func list() async throws {
        let body =
            #"[{"id":"3f2a9c01-1111-4000-8000-000000000000","name":"client\u001b[2J","segment":7,"prefix":"10.0.0.0/24","attachment":{"type":"namespace","name":"c"},"used":2,"extra":1}]"#
        try await withServer { request in
            request.path == "/manifold/v1/networks" ? .json(body) : .json("[]")
        } _: { server in
            let people = await run("network", "list", at: server)
            #expect(people.code == 0)
            #expect(
                people.output == """
                    ID        NAME             SEGMENT  PREFIX       HOST  ATTACHMENT   USED  NS
                    3f2a9c01  client\\u{1B}[2J        7  10.0.0.0/24  -     namespace c     2  -

                    """)
            let programs = await run("network", "list", "--json", at: server)
            let decoded = try JSONDecoder().decode(JSONValue.self, from: Data(programs.output.utf8))
            #expect(decoded == (try JSONDecoder().decode(JSONValue.self, from: Data(body.utf8))))
        }
    }

    @Test("an instantiation resolves names, follows the operation and ends with 0")
    func instantiate() async throws {
        let looks = Counter()
        try await withServer { request in
            switch (request.method, request.path) {
            case ("GET", "/nslcm/v2/ns_instances"): return .json("[" + Samples.ns(id: "n1", name: "web") + "]")
            case ("GET", "/manifold/v1/networks"):
                return .json(
                    #"[{"id":"net-1","name":"client","segment":7,"prefix":"10.0.0.0/24","attachment":{"type":"none"},"used":0}]"#
                )
            case ("POST", "/nslcm/v2/ns_instances/n1/instantiate"):
                return FakeServer.Response(status: 202, headers: ["Location": "/nslcm/v2/ns_lcm_op_occs/o1"])
            case ("GET", "/nslcm/v2/ns_lcm_op_occs/o1"):
                return .json(Samples.nsOccurrence(state: looks.next() < 2 ? "PROCESSING" : "COMPLETED"))
            case ("GET", "/manifold/v1/operations/o1/steps"): return .json("[]")
            default: return .problem(404, "Not found", request.path)
            }
        } _: { server in
            let result = await run(
                "ns", "instantiate", "web", "--flavour", "default", "--sap", "access=net-1", "--param", "n=1",
                at: server)
            #expect(result.code == 0, "\(result.error)")
            #expect(result.output == "instantiate web: COMPLETED\n")
            #expect(result.error.contains("instantiate web: PROCESSING"))
            let request = try #require(server.requests.first { $0.method == "POST" })
            let body = try WireJSON.decode(SOL005.InstantiateNsRequest.self, from: request.body)
            #expect(body.nsFlavourId == "default")
            #expect(body.additionalParamsForNs == ["n": .integer(1)])
            #expect(body.sapData?.map(\.sapdId) == ["access"])
            #expect(body.sapData?.map(\.sapName) == ["client"])
        }
    }

    @Test("an operation that fails ends with 1, its reason and what can be done")
    func failedOperation() async throws {
        try await withServer { request in
            switch (request.method, request.path) {
            case ("GET", "/nslcm/v2/ns_instances"): .json("[" + Samples.ns(id: "n1", name: "web") + "]")
            case ("POST", _): FakeServer.Response(status: 202, headers: ["Location": "/nslcm/v2/ns_lcm_op_occs/o1"])
            case ("GET", "/nslcm/v2/ns_lcm_op_occs/o1"):
                .json(Samples.nsOccurrence(state: "FAILED_TEMP", error: "host a: no space left"))
            default: .json("[]")
            }
        } _: { server in
            let result = await run("ns", "terminate", "web", at: server)
            #expect(result.code == 1)
            #expect(result.output.isEmpty)
            #expect(result.error.contains("terminate web (operation o1) ended in FAILED_TEMP"))
            #expect(result.error.contains("Infrastructure error: host a: no space left"))
            #expect(result.error.contains("manifold op retry o1"))
            let json = await run("ns", "terminate", "web", "--json", at: server)
            #expect(json.code == 1)
            let shown = try JSONDecoder().decode(JSONValue.self, from: Data(json.output.utf8))
            #expect(shown["id"] == .string("o1"))
            let accepted = await run("ns", "terminate", "web", "--no-wait", at: server)
            #expect(accepted.code == 0)
            #expect(accepted.output.contains("operation o1"))
        }
    }

    @Test("a dry run shows what goes where, or every host's reasons, and then ends with 1")
    func dryRun() async throws {
        try await withServer { request in
            switch (request.method, request.path) {
            case ("GET", _): .json("[" + Samples.ns(id: "n1", name: "web") + "]")
            case ("POST", "/manifold/v1/ns_instances/n1/plan"):
                request.text.contains("big")
                    ? .json(
                        #"{"fits":false,"placements":[],"rejections":[{"vnfProfileId":"vfw","vduId":"fw","host":"a","reasons":["8 GiB asked, 2 GiB free","no core is free"]}]}"#
                    )
                    : .json(
                        #"{"fits":true,"placements":[{"vnfProfileId":"vfw","vduId":"fw","index":0,"host":"a","vCPUs":1,"memory":268435456}],"rejections":[]}"#
                    )
            default: .problem(404, "Not found", request.path)
            }
        } _: { server in
            let fits = await run("ns", "instantiate", "web", "--flavour", "f", "--dry-run", at: server)
            #expect(fits.code == 0)
            #expect(
                fits.output == """
                    VNF  VDU  INDEX  HOST  VCPUS   MEMORY
                    vfw  fw       0  a         1  256 MiB

                    """)
            let refused = await run(
                "ns", "instantiate", "web", "--flavour", "f", "--level", "big", "--dry-run", at: server)
            #expect(refused.code == 1)
            #expect(
                refused.output == """
                    a refuses vfw/fw:
                      - 8 GiB asked, 2 GiB free
                      - no core is free

                    """)
        }
    }

    @Test("a package that the server refuses is not left behind")
    func refusedUpload() async throws {
        try await withFolder { folder in
            try "zip".write(toFile: folder + "/a.csar", atomically: true, encoding: .utf8)
            try await withServer { request in
                switch request.method {
                case "POST":
                    .json(
                        #"{"id":"p1","onboardingState":"CREATED","operationalState":"DISABLED","usageState":"NOT_IN_USE"}"#,
                        status: 201)
                case "PUT": .problem(413, "Too large", "the package has more than 3 bytes")
                default: FakeServer.Response(status: 204)
                }
            } _: { server in
                let result = await run("package", "onboard", folder + "/a.csar", at: server)
                #expect(result.code == 1)
                #expect(result.error == "manifold: Too large: the package has more than 3 bytes\n")
                #expect(server.requests.map(\.method) == ["POST", "PUT", "DELETE"])
                #expect(server.requests[1].headers["content-type"] == "application/zip")
                #expect(server.requests[1].text == "zip")
            }
        }
    }

    @Test("a package in ERROR ends with 1 and its reasons; a good one is enabled when asked")
    func onboard() async throws {
        try await withFolder { folder in
            try "zip".write(toFile: folder + "/a.csar", atomically: true, encoding: .utf8)
            let looks = Counter()
            @Sendable func package(_ state: String, failure: String = "") -> String {
                #"{"id":"p1","vnfProductName":"vfw","onboardingState":"\#(state)","operationalState":"DISABLED","usageState":"NOT_IN_USE"\#(failure)}"#
            }
            for isGood in [true, false] {
                try await withServer { request in
                    switch request.method {
                    case "POST": .json(package("CREATED"), status: 201)
                    case "PUT": FakeServer.Response(status: 202)
                    case "PATCH": .json(#"{"operationalState":"ENABLED"}"#)
                    default:
                        looks.next() % 4 < 2
                            ? .json(package("PROCESSING"))
                            : isGood
                                ? .json(package("ONBOARDED"))
                                : .json(
                                    package(
                                        "ERROR",
                                        failure: #","onboardingFailureDetails":{"status":422,"detail":"a.yaml:3:1: x"}"#
                                    ))
                    }
                } _: { server in
                    let result = await run("package", "onboard", folder + "/a.csar", "--enable", at: server)
                    let patches = server.requests.filter { $0.method == "PATCH" }
                    if isGood {
                        #expect(result.code == 0, "\(result.error)")
                        #expect(result.output.hasPrefix("onboarded vfw as p1"))
                        #expect(patches.map(\.text) == [#"{"operationalState":"ENABLED"}"#])
                        #expect(patches.first?.headers["content-type"] == "application/merge-patch+json")
                    } else {
                        #expect(result.code == 1)
                        #expect(result.error.contains("package p1 is in ERROR\na.yaml:3:1: x"))
                        #expect(patches.isEmpty)
                    }
                }
            }
        }
    }

    @Test("a PNFD is onboarded, listed, shown and deleted; it has no operational state")
    func pnfd() async throws {
        try await withFolder { folder in
            try "zip".write(toFile: folder + "/a.csar", atomically: true, encoding: .utf8)
            let radio =
                #"{"id":"b1","pnfdId":"radio-1","pnfdName":"radio","pnfdProvider":"x","pnfdVersion":"2","pnfdOnboardingState":"ONBOARDED","pnfdUsageState":"IN_USE"}"#
            try await withServer { request in
                switch (request.method, request.path) {
                case ("POST", _): .json(radio, status: 201)
                case ("PUT", _): FakeServer.Response(status: 202)
                case ("DELETE", _): FakeServer.Response(status: 204)
                case (_, "/nsd/v2/pnf_descriptors"): .json("[\(radio)]")
                case (_, "/nsd/v2/pnf_descriptors/b1"): .json(radio)
                default: .problem(404, "Not found", request.path)
                }
            } _: { server in
                let onboarded = await run("pnfd", "onboard", folder + "/a.csar", at: server)
                #expect(onboarded.output == "onboarded radio as b1\n", "\(onboarded.error)")
                #expect(server.requests[1].path == "/nsd/v2/pnf_descriptors/b1/pnfd_content")
                let list = await run("pnfd", "list", at: server)
                #expect(list.output.contains("PROVIDER") && !list.output.contains("STATE"), "\(list.output)")
                #expect(list.output.contains("radio") && list.output.contains("IN_USE"))
                let shown = await run("pnfd", "show", "radio-1", at: server)
                #expect(shown.output.contains("radio-1") && shown.code == 0)
                let deleted = await run("pnfd", "delete", "radio", at: server)
                #expect(deleted.output == "deleted PNFD b1\n", "\(deleted.error)")
                #expect(!server.requests.contains { $0.method == "PATCH" })
                for words in [["enable", "radio"], ["onboard", "a.csar", "--enable"], ["delete", "b1", "--disable"]] {
                    #expect(await run("pnfd", words, at: server).code == 2, "\(words)")
                }
            }
        }
    }

    @Test("a VNF of an NS is named by its profile, and its only aspect need not be named")
    func scale() async throws {
        let topology = String(decoding: try WireJSON.encode(Samples.secureAccess), as: UTF8.self)
        try await withServer { request in
            switch (request.method, request.path) {
            case ("GET", "/nslcm/v2/ns_instances"): .json("[" + Samples.ns(id: "n1", name: "web") + "]")
            case ("GET", "/manifold/v1/ns_instances/n1/topology"): .json(topology)
            case ("GET", "/vnflcm/v2/vnf_instances/v1"):
                .json(
                    #"{"id":"v1","vnfdId":"d","vnfProvider":"p","vnfProductName":"vfw","vnfSoftwareVersion":"1","vnfdVersion":"1","instantiationState":"INSTANTIATED","instantiatedVnfInfo":{"flavourId":"f","vnfState":"STARTED","extCpInfo":[],"scaleStatus":[{"aspectId":"throughput","scaleLevel":0}]}}"#
                )
            case ("POST", "/nslcm/v2/ns_instances/n1/scale"):
                FakeServer.Response(status: 202, headers: ["Location": "/x/o1"])
            default: .problem(404, "Not found", request.path)
            }
        } _: { server in
            let result = await run("ns", "scale", "web", "--vnf", "vfw", "--out", "--no-wait", at: server)
            #expect(result.code == 0, "\(result.error)")
            let request = try #require(server.requests.first { $0.method == "POST" })
            let body = try WireJSON.decode(SOL005.ScaleNsRequest.self, from: request.body)
            #expect(body.scaleType == .vnf)
            #expect(body.scaleVnfData?.first?.vnfInstanceId == "v1")
            #expect(body.scaleVnfData?.first?.scaleByStepData?.aspectId == "throughput")
            let unknown = await run("ns", "scale", "web", "--vnf", "nothing", "--out", at: server)
            #expect(unknown.code == 2)
            #expect(unknown.error == "manifold: no VNF of web “nothing”; known: vfw, vmon\n")
        }
    }

    @Test("a picture is written into the file that was named")
    func svg() async throws {
        let topology = String(decoding: try WireJSON.encode(Samples.secureAccess), as: UTF8.self)
        try await withFolder { folder in
            try await withServer { request in
                request.path.hasSuffix("/topology")
                    ? .json(topology) : .json("[" + Samples.ns(id: "n1", name: "web") + "]")
            } _: { server in
                let result = await run("topology", "web", "--svg", folder + "/a.svg", at: server)
                #expect(result.code == 0)
                let written = try String(contentsOfFile: folder + "/a.svg", encoding: .utf8)
                #expect(written == TopologySVG.render(Samples.secureAccess))
                let failed = await run("topology", "web", "--svg", folder + "/no/a.svg", at: server)
                #expect(failed.code == 2)
                #expect(failed.error == "manifold: cannot write \(folder)/no/a.svg: no such file or directory\n")
                let drawn = await run("topology", "web", at: server, width: 60)
                #expect(drawn.output == TopologyText.render(Samples.secureAccess, width: 60))
            }
        }
    }

    @Test("no server, a wrong token and a wrong command line end with 2")
    func usage() async throws {
        let gone = try FakeServer { _ in .json("[]") }
        gone.stop()
        let nobody = await run("ns", "list", at: gone)
        #expect(nobody.code == 2)
        #expect(nobody.error.hasPrefix("manifold: cannot reach \(gone.url): connection refused\nIs the server running"))
        try await withServer { _ in
            .problem(401, "Not authenticated", "the token is wrong")
        } _: { server in
            #expect(await run("ns", "list", at: server).code == 2)
        }
        let wrong = await run("ns", "nonsense")
        #expect(wrong.code == 2)
        #expect(wrong.output.isEmpty && !wrong.error.isEmpty)
        let help = await run("ns", "--help")
        #expect(help.code == 0)
        #expect(help.output.contains("manifold ns terminate web"))
    }
}
