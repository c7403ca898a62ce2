import Foundation
import MANOModel
import SmallDisk
import Testing

/// What bad input gets: an answer that names the thing, the place and the remedy, and nothing left behind.
@Suite("Bad input")
struct BadInputTests {
    @Test("What a request shows to be wrong is refused with 4xx")
    func requests() async throws {
        try await withManager { manager, folder in
            let service = try await SecureAccess.prepare(manager, in: folder)
            let broken = try await manager.request(
                "POST", "/nslcm/v2/ns_instances", file: try text("{\"nsdId\": ", in: folder))
            #expect([400, 415].contains(broken.status), "\(broken.body)")

            for path in [
                "/nslcm/v2/ns_instances/none", "/vnflcm/v2/vnf_instances/none", "/vnfpkgm/v2/vnf_packages/none",
                "/nsd/v2/ns_descriptors/none", "/nslcm/v2/ns_lcm_op_occs/none", "/manifold/v1/networks/none",
                "/manifold/v1/hosts/none",
            ] {
                let answer = try await manager.request("GET", path)
                #expect(answer.status == 404, "\(path)")
                #expect(answer.body["detail"]?.stringValue?.isEmpty == false, "\(path)")
            }
            let unknown = try await manager.request(
                "POST", "/nslcm/v2/ns_instances/none/instantiate", SecureAccess.instantiation)
            #expect(unknown.status == 404)

            for name in ["../etc", "a\"b", "a'b", "a/b", ""] {
                let answer = try await manager.request(
                    "POST", "/manifold/v1/networks", .object(["name": .string(name)]))
                #expect(answer.status == 422 || answer.status == 400, "network \(name): \(answer.body)")
            }
            let flavour = try await manager.request(
                "POST", service.path + "/instantiate", .object(["nsFlavourId": .string("large")]))
            #expect(flavour.status == 422)
            #expect(flavour.body["detail"]?.stringValue?.contains("large") == true)
            let sap = try await manager.request(
                "POST", service.path + "/instantiate",
                .object([
                    "nsFlavourId": .string("default"),
                    "sapData": .array([
                        .object([
                            "sapdId": .string("client"), "sapName": .string("nowhere"), "description": .string(""),
                        ])
                    ]),
                ]))
            #expect(sap.status == 422)
            #expect(sap.body["detail"]?.stringValue?.contains("nowhere") == true)
            let unknownNSD = try await manager.request(
                "POST", "/nslcm/v2/ns_instances",
                .object(["nsdId": .string("none"), "nsName": .string("x"), "nsDescription": .string("")]))
            #expect(unknownNSD.status == 422)
        }
    }

    @Test("A name of quotes and dots harms nothing")
    func names() async throws {
        try await withManager { manager, folder in
            var service = try await SecureAccess.prepare(manager, in: folder)
            #expect(try await manager.request("DELETE", service.path).status == 204)
            service.nsID = try await manager.create(
                "/nslcm/v2/ns_instances",
                .object([
                    "nsdId": .string("6f1f4f0a-6a0e-4c1b-9d0e-3b7c1f2a0101"), "nsName": .string("../we\"b' && x"),
                    "nsDescription": .string("<b>"),
                ]))
            #expect(try await service.instantiate()["operationState"]?.stringValue == "COMPLETED")
            #expect(try await service.terminate()["operationState"]?.stringValue == "COMPLETED")
        }
    }

    @Test("A package that is broken ends in ERROR, which says where and why, and nothing of it is left")
    func packages() async throws {
        try await withManager { manager, folder in
            let good = try await Repository.package("vfw", in: folder)
            let first = try await SecureAccess.onboard(manager, good)
            #expect(first["onboardingState"]?.stringValue == "ONBOARDED", "\(first)")

            let again = try await SecureAccess.onboard(manager, good)
            #expect(again["onboardingState"]?.stringValue == "ERROR")
            #expect(detail(again).contains("same vnfdId"), "\(again)")

            let noZip = try await SecureAccess.onboard(manager, try text("this is no package", in: folder))
            #expect(noZip["onboardingState"]?.stringValue == "ERROR")
            #expect(!detail(noZip).isEmpty)
            #expect(!detail(noZip).contains(folder), "a path of the server: \(detail(noZip))")

            let truncated = folder + "/truncated.csar"
            let bytes = try Data(contentsOf: URL(fileURLWithPath: good))
            try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: truncated))
            let cut = try await SecureAccess.onboard(manager, truncated)
            #expect(cut["onboardingState"]?.stringValue == "ERROR")

            for (what, change) in [
                (
                    "broken YAML",
                    { (text: String) in text.replacingOccurrences(of: "node_templates:", with: "node_templates: [") }
                ),
                (
                    "unknown type",
                    { $0.replacingOccurrences(of: "tosca.nodes.nfv.VduCp", with: "tosca.nodes.nfv.VduCpp") }
                ),
                ("wrong checksum", { $0.replacingOccurrences(of: "algorithm: sha-256", with: "algorithm: sha-512") }),
            ] {
                let file = try await Repository.changedPackage("vmon", in: folder, change)
                let refused = try await SecureAccess.onboard(manager, file)
                #expect(refused["onboardingState"]?.stringValue == "ERROR", "\(what): \(refused)")
                #expect(detail(refused).contains("vmon.yaml:"), "\(what): \(detail(refused))")
                let found = refused["onboardingFailureDetails"]?["diagnostics"]?.arrayValue ?? []
                let first = try #require(found.first { $0["severity"] == .string("error") }, "\(what): \(refused)")
                #expect(first["file"]?.stringValue == "Definitions/vmon.yaml", "\(what): \(first)")
                if case .integer(let line)? = first["line"] { #expect(line > 1) } else { Issue.record("\(first)") }
                #expect(detail(refused).contains(first["message"]?.stringValue ?? "?"), "\(what): \(first)")
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/data/packages")
            #expect(files.count == 1, "\(files)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/data/staging").isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/data/images").count == 1)
        }
    }

    @Test(
        "An upload that fills the disk is answered as that, leaves nothing, and can be made again",
        .enabled(if: SmallDisk.isPossible, "file systems can't be mounted: it takes root"))
    func fullDisk() async throws {
        try await Repository.withFolder { folder in
            let data = folder + "/data"
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
            try #require(SmallDisk.mount(data, bytes: 48 << 20))
            defer { SmallDisk.unmount(data) }
            let manager = ManagerProcess(folder: data, simulate: "1")
            try await manager.start()
            defer { manager.kill() }
            let other = data + "/other"
            try Data(count: 30 << 20).write(to: URL(fileURLWithPath: other))
            let large = folder + "/large.csar"
            try Data(count: 24 << 20).write(to: URL(fileURLWithPath: large))
            let packages = "/vnfpkgm/v2/vnf_packages"
            let id = try await manager.create(packages, .object([:]))
            let answer = try await manager.request("PUT", "\(packages)/\(id)/package_content", file: large)
            #expect(answer.status == 507, "\(answer)")
            #expect(
                answer.body["detail"]?.stringValue?.contains("no room left in \(data)/uploads") == true, "\(answer)")
            // Where the database finds no room either, the manager tries again to note it.
            var failed = JSONValue.null
            for _ in 0..<200 where failed["onboardingState"] != .string("ERROR") {
                failed = try await manager.request("GET", "\(packages)/\(id)").body
                if failed["onboardingState"] != .string("ERROR") { try await Task.sleep(for: .milliseconds(100)) }
            }
            #expect(failed["onboardingState"] == .string("ERROR"), "\(failed)")
            #expect(failed["onboardingFailureDetails"]?["status"] == .integer(507), "\(failed)")
            for kept in ["uploads", "staging", "packages"] {
                #expect(try FileManager.default.contentsOfDirectory(atPath: "\(data)/\(kept)").isEmpty)
            }
            try FileManager.default.removeItem(atPath: other)
            let good = try await Repository.package("vfw", in: folder)
            try #require(
                try await manager.request("PUT", "\(packages)/\(id)/package_content", file: good).status == 202)
            var found = JSONValue.null
            for _ in 0..<500 where found["onboardingState"] != .string("ONBOARDED") {
                try await Task.sleep(for: .milliseconds(10))
                found = try await manager.request("GET", "\(packages)/\(id)").body
            }
            #expect(found["onboardingState"] == .string("ONBOARDED"), "\(found)")
        }
    }

    @Test("Files whose digest libcrypto doesn't give are refused by name, and the program goes on")
    func noDigest() async throws {
        try await Repository.withFolder { folder in
            let package = try await Repository.package("vfw", in: folder)
            let settings = folder + "/openssl.cnf"
            try "openssl_conf = i\n[i]\nalg_section = a\n[a]\ndefault_properties = fips=yes\n".write(
                toFile: settings, atomically: true, encoding: .utf8)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: try ManagerProcess.binary)
            process.arguments = ["validate", "--json", package]
            process.environment = ProcessInfo.processInfo.environment.merging(["OPENSSL_CONF": settings]) { $1 }
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit && process.terminationStatus == 1)
            #expect(text.contains("manifest-algorithm") && text.contains("libcrypto has no SHA-256 here"))
        }
    }

    @Test("A service larger than the hosts claims nothing, and every host's reasons are told")
    func capacity() async throws {
        let hosts = "hosts:\n  - { name: sim-1, cores: 1, memory: 700 MiB, storage: 1 GiB, overcommit: 1 }\n"
        try await withManager(hosts: hosts) { manager, folder in
            let service = try await SecureAccess.prepare(manager, in: folder)
            let plan = try await manager.request(
                "POST", "/manifold/v1/ns_instances/\(service.nsID)/plan", SecureAccess.instantiation)
            #expect(plan.body["fits"] == .bool(false))
            #expect(plan.body["rejections"]?.arrayValue?.first?["reasons"]?.arrayValue?.isEmpty == false)
            let refused = try await service.instantiate()
            #expect(refused["operationState"]?.stringValue == "FAILED_TEMP")
            let detail = refused["error"]?["detail"]?.stringValue ?? ""
            #expect(detail.contains("sim-1") && detail.contains("vCPU") && detail.contains("memory"), "\(detail)")
            #expect(try await used(manager) == 0)
            let id = try #require(refused["id"]?.stringValue)
            #expect(try await manager.request("POST", "/nslcm/v2/ns_lcm_op_occs/\(id)/fail").status == 200)
            #expect(try await manager.request("DELETE", service.path).status == 204)

            let network = try await manager.create("/manifold/v1/networks", .object(["name": .string("one")]))
            let vnfs = try await manager.request("GET", "/vnfpkgm/v2/vnf_packages").body.arrayValue ?? []
            let vnfd = try #require(vnfs.first?["vnfdId"]?.stringValue)
            let vnf = try await manager.create("/vnflcm/v2/vnf_instances", .object(["vnfdId": .string(vnfd)]))
            let rolledBack = try await manager.operate(
                "/vnflcm/v2/vnf_instances/\(vnf)/instantiate",
                .object([
                    "flavourId": .string("default"), "instantiationLevelId": .string("full"),
                    "extVirtualLinks": .array([
                        .object([
                            "id": .string("link"), "resourceId": .string(network),
                            "extCps": .array(["mgmt", "in", "out"].map { .object(["cpdId": .string($0)]) }),
                        ])
                    ]),
                ]))
            #expect(rolledBack["operationState"]?.stringValue == "ROLLED_BACK", "\(rolledBack)")
            #expect(rolledBack["error"]?["detail"]?.stringValue?.contains("sim-1") == true)
            #expect(try await used(manager) == 0)
            #expect(try await manager.request("DELETE", "/vnflcm/v2/vnf_instances/\(vnf)").status == 204)
        }
    }

    @Test("An NS whose instantiation is given up can be terminated, and nothing is left")
    func givenUp() async throws {
        try await withManager { manager, folder in
            let service = try await SecureAccess.prepare(manager, in: folder)
            let fault: JSONValue = .object([
                "faults": .array([
                    .object(["action": .string("startGuest"), "name": .string("vmon"), "kind": .string("fail")])
                ])
            ])
            #expect(try await manager.request("PUT", "/manifold/v1/simulation", fault).status == 200)
            let failed = try await service.instantiate()
            #expect(failed["operationState"]?.stringValue == "FAILED_TEMP")
            let id = try #require(failed["id"]?.stringValue)
            #expect(try await manager.request("POST", "/nslcm/v2/ns_lcm_op_occs/\(id)/fail").status == 200)
            let occurrences = try await manager.request("GET", "/vnflcm/v2/vnf_lcm_op_occs").body.arrayValue ?? []
            #expect(Set(occurrences.compactMap { $0["operationState"]?.stringValue }) == ["COMPLETED", "FAILED"])
            #expect(try await service.terminate()["operationState"]?.stringValue == "COMPLETED")
            #expect(try await manager.request("DELETE", service.path).status == 204)
            #expect(try await used(manager) == 0)
        }
    }

    @Test("What is wrong with the parameters of an NS is told before anything begins")
    func parameters() async throws {
        try await withManager { manager, folder in
            let service = try await SecureAccess.prepare(manager, in: folder)
            _ = try await manager.create("/manifold/v1/networks", .object(["name": .string("inside")]))
            func refused(_ members: [String: JSONValue]) async throws -> String {
                var body: [String: JSONValue] = ["nsFlavourId": .string("default")]
                body.merge(members) { $1 }
                let answer = try await manager.request("POST", service.path + "/instantiate", .object(body))
                #expect(answer.status == 422, "\(answer.body)")
                return answer.body["detail"]?.stringValue ?? ""
            }
            func sap(_ id: String, _ network: String) -> JSONValue {
                .object([
                    "sapdId": .string(id), "sapName": .string(network), "description": .string(""),
                ])
            }
            let twice = try await refused(["sapData": .array([sap("client", "client"), sap("client", "server")])])
            #expect(twice.contains("client 2 times"))
            let inside = try await refused(["sapData": .array([sap("client", "inside"), sap("server", "server")])])
            #expect(inside.contains("network inside has no outside"))
            let profile = try await refused([
                "additionalParamsForVnf": .array([
                    .object(["vnfProfileId": .string("nope"), "additionalParams": .object([:])])
                ])
            ])
            #expect(profile.contains("VNF profile nope") && profile.contains("vmon"))
            let unread = try await manager.operate(
                service.path + "/instantiate",
                .object([
                    "nsFlavourId": .string("default"),
                    "additionalParamsForVnf": .array([
                        .object([
                            "vnfProfileId": .string("vfw"),
                            "additionalParams": .object(["nobody": .string("reads this")]),
                        ])
                    ]),
                ]))
            #expect("\(unread["warnings"] ?? .null)".contains("nobody"))
            for name in ["", "a\u{0}b", String(repeating: "x", count: 256)] {
                let answer = try await manager.request(
                    "POST", "/nslcm/v2/ns_instances",
                    .object([
                        "nsdId": .string("6f1f4f0a-6a0e-4c1b-9d0e-3b7c1f2a0101"), "nsName": .string(name),
                        "nsDescription": .string(""),
                    ]))
                #expect(answer.status == 422, "\(answer.body)")
            }
        }
    }

    @Test("Of two services that race for the last core one gets it, and the other ends FAILED_TEMP")
    func race() async throws {
        let hosts = "hosts:\n  - { name: sim-1, cores: 3, memory: 8 GiB, storage: 1 GiB, overcommit: 1 }\n"
        try await withManager(hosts: hosts) { manager, folder in
            let first = try await SecureAccess.prepare(manager, in: folder)
            var second = first
            second.nsID = try await manager.create(
                "/nslcm/v2/ns_instances",
                .object([
                    "nsdId": .string("6f1f4f0a-6a0e-4c1b-9d0e-3b7c1f2a0101"), "nsName": .string("other"),
                    "nsDescription": .string(""),
                ]))
            let other = second
            async let one = first.instantiate()
            async let two = other.instantiate()
            let states = try await [one, two].compactMap { $0["operationState"]?.stringValue }.sorted()
            #expect(states == ["COMPLETED", "FAILED_TEMP"])
            #expect(try await used(manager) == 2)
        }
    }

    private func withManager(
        hosts: String? = nil, _ body: (ManagerProcess, String) async throws -> Void
    ) async throws {
        try await Repository.withFolder { folder in
            var simulate = "1"
            if let hosts {
                simulate = folder + "/hosts.yaml"
                try hosts.write(toFile: simulate, atomically: true, encoding: .utf8)
            }
            let manager = ManagerProcess(folder: folder + "/data", simulate: simulate)
            try await manager.start()
            defer { manager.kill() }
            try await body(manager, folder)
        }
    }

    private func text(_ text: String, in folder: String) throws -> String {
        let file = "\(folder)/\(UUID().uuidString)"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }

    private func detail(_ package: JSONValue) -> String {
        package["onboardingFailureDetails"]?["detail"]?.stringValue ?? ""
    }

    /// vCPUs that are claimed.
    private func used(_ manager: ManagerProcess) async throws -> Int64 {
        var sum: Int64 = 0
        for host in try await manager.request("GET", "/manifold/v1/hosts").body.arrayValue ?? [] {
            if case .integer(let count) = host["used"]?["vCPUs"] { sum += count }
        }
        return sum
    }
}
