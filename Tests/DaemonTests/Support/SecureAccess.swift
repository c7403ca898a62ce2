import Foundation
import MANOModel
import Testing

/// The service `secure-access` on a manager: what tests start from.
struct SecureAccess {
    let manager: ManagerProcess
    var nsID = ""

    static let instantiation: JSONValue = .object([
        "nsFlavourId": .string("default"),
        "sapData": .array([
            .object(["sapdId": .string("client"), "sapName": .string("client"), "description": .string("")]),
            .object(["sapdId": .string("server"), "sapName": .string("server"), "description": .string("")]),
        ]),
    ])

    /// Networks, packages and the NSD, and an NS instance of it.
    static func prepare(_ manager: ManagerProcess, in folder: String, host: String = "sim-1") async throws
        -> SecureAccess
    {
        for (name, address) in [("client", "10.60.0.1/24"), ("server", "10.60.0.2/24")] {
            _ = try await manager.create(
                "/manifold/v1/networks",
                .object([
                    "name": .string(name), "prefix": .string("10.60.0.0/24"), "host": .string(host),
                    "attachment": .object([
                        "type": .string("namespace"), "name": .string("mf-\(name)"), "address": .string(address),
                    ]),
                ]))
        }
        for name in ["vfw", "vmon"] { try await onboard(manager, try await Repository.package(name, in: folder)) }
        try await onboard(manager, try await Repository.package("secure-access", in: folder), isNSD: true)
        var service = SecureAccess(manager: manager)
        try await service.renew()
        return service
    }

    /// A new NS instance in the place of the one before.
    mutating func renew() async throws {
        if !nsID.isEmpty { try #require(await manager.request("DELETE", path).status == 204) }
        nsID = try await manager.create(
            "/nslcm/v2/ns_instances",
            .object([
                "nsdId": .string("6f1f4f0a-6a0e-4c1b-9d0e-3b7c1f2a0101"), "nsName": .string("web"),
                "nsDescription": .string(""),
            ]))
    }

    @discardableResult
    static func onboard(_ manager: ManagerProcess, _ file: String, isNSD: Bool = false) async throws -> JSONValue {
        let base = isNSD ? "/nsd/v2/ns_descriptors" : "/vnfpkgm/v2/vnf_packages"
        let id = try await manager.create(base, .object([:]))
        let answer = try await manager.request(
            "PUT", "\(base)/\(id)/\(isNSD ? "nsd_content" : "package_content")", file: file)
        try #require(answer.status == 202, "\(answer.body)")
        for _ in 0..<500 {
            let body = try await manager.request("GET", "\(base)/\(id)").body
            let state = (body["onboardingState"] ?? body["nsdOnboardingState"])?.stringValue
            if state == "ONBOARDED" || state == "ERROR" { return body }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("package \(id) isn't processed")
        return .null
    }

    var path: String { "/nslcm/v2/ns_instances/\(nsID)" }

    func instantiate() async throws -> JSONValue {
        try await manager.operate(path + "/instantiate", Self.instantiation)
    }

    func terminate() async throws -> JSONValue { try await manager.operate(path + "/terminate", .object([:])) }

    /// The VNF instance of a profile.
    func vnf(_ profile: String) async throws -> JSONValue {
        let vnfs = try await manager.request("GET", path).body["vnfInstance"]?.arrayValue ?? []
        return try #require(vnfs.first { $0["vnfInstanceName"]?.stringValue == "web-\(profile)" })
    }
}
