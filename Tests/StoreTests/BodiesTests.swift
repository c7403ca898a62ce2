import Foundation
import MANOModel
import Store
import Testing

@Suite("Bodies of resources, page by page", .timeLimit(.minutes(1)))
struct BodiesTests {
    private func prepared(_ body: (TemporaryStore) async throws -> Void) async throws {
        try await TemporaryStore.run { bench in
            try await bench.store.transact { transaction in
                for package in ["a", "b"] { try transaction.insert(TemporaryStore.package(package)) }
                for number in 0..<20 {
                    try transaction.insert(
                        TemporaryStore.instance(
                            "v\(10 + number)", of: number.isMultiple(of: 2) ? "a" : "b", name: "name-\(number % 5)"))
                }
            }
            try await body(bench)
        }
    }

    @Test("pages follow one another in the order of ids")
    func pages() async throws {
        try await prepared { bench in
            var ids: [String] = []
            while true {
                let after = ids.last
                let page = try await bench.store.read { try $0.bodies(.vnfInstance, after: after, limit: 7) }
                ids += page.map(\.id)
                if page.count < 7 { break }
            }
            #expect(ids == (10..<30).map { "v\($0)" })
        }
    }

    @Test(
        "conditions on the body leave out what doesn't meet them",
        arguments: [
            ("vnfInstanceName", ["name-3"], 4), ("vnfInstanceName", ["name-3", "name-4"], 8),
            ("vnfdId", ["vnfd-a"], 10),
            ("instantiationState", ["NOT_INSTANTIATED"], 20), ("instantiationState", ["INSTANTIATED"], 0),
            ("id", ["v11", "v12", "nothing"], 2), ("vnfInstanceName", ["' OR 1 --"], 0),
        ])
    func conditions(attribute: String, values: [String], count: Int) async throws {
        try await prepared { bench in
            let rows = try await bench.store.read {
                try $0.bodies(
                    .vnfInstance, limit: 100, where: [BodyCondition(attribute: attribute, values: values)])
            }
            #expect(rows.count == count)
        }
    }

    @Test("names of instances are found by an index")
    func indexed() async throws {
        try await prepared { bench in
            let plan = try bench.sqlite3(
                """
                EXPLAIN QUERY PLAN SELECT id FROM vnf_instance WHERE id > ''
                AND json_extract(CAST(body AS TEXT), '$."vnfInstanceName"') IN ('name-1') ORDER BY id LIMIT 5
                """)
            #expect(plan.contains("vnf_instance_vnfInstanceName"))
        }
    }

    @Test("the lists of all resources take conditions on what the API calls indexed")
    func everyKind() async throws {
        try await prepared { bench in
            let attributes: [(ResourceKind, [String])] = [
                (.vnfPackage, ["vnfdId", "onboardingState", "operationalState", "usageState"]),
                (.nsdInfo, ["nsdId", "nsdOnboardingState"]), (.nsInstance, ["nsdId", "nsdInfoId", "nsInstanceName"]),
                (.vnfOperation, ["operationState", "vnfInstanceId", "operation"]),
                (.nsOperation, ["operationState", "nsInstanceId", "lcmOperationType"]),
                (.alarm, ["managedObjectId", "perceivedSeverity"]),
            ]
            for (kind, names) in attributes {
                let conditions = names.map { BodyCondition(attribute: $0, values: ["no such value"]) }
                #expect(try await bench.store.read { try $0.bodies(kind, limit: 5, where: conditions) }.isEmpty)
            }
            let created = try await bench.store.read {
                try $0.bodies(
                    .vnfPackage, limit: 5, where: [BodyCondition(attribute: "onboardingState", values: ["CREATED"])])
            }
            #expect(created.map(\.id) == ["a", "b"])
        }
    }
}
