import MANOModel
import SOL
import Store
import Testing

@Suite("The catalogue's rows", .timeLimit(.minutes(1)))
struct CatalogueTests {
    private func nsd(
        _ id: String, pnfds: [Identifier<PNFDInfo>] = [], nested: [Identifier<NSDInfo>] = []
    ) -> NSDInfo {
        let pnfProfiles = pnfds.map { PNFProfile(id: "profile", pnfdID: "d-\($0)") }
        let nestedProfiles = nested.map { NestedNSProfile(id: "profile", nsdID: "d-\($0)", flavourID: "f") }
        return NSDInfo(
            id: Identifier(id),
            nsd: NSD(
                id: "d-\(id)", invariantID: id, name: id, designer: "t", version: "1",
                flavours: [
                    NSDeploymentFlavour(
                        id: "f", pnfProfiles: pnfProfiles, nestedNSProfiles: nestedProfiles,
                        defaultInstantiationLevelID: "l")
                ]), pnfdInfoIDs: pnfds, nestedInfoIDs: nested, createdAt: TemporaryStore.now)
    }

    private func pnfd(_ id: String) -> PNFDInfo {
        PNFDInfo(
            id: Identifier(id),
            pnfd: PNFD(id: "d-\(id)", invariantID: id, name: id, provider: "t", version: "1"),
            createdAt: TemporaryStore.now)
    }

    private func usage<Entry: CatalogueAggregate>(_ type: Entry.Type, _ id: String, in store: StateStore) async throws
        -> UsageState
    {
        try await store.read { try $0.get(Identifier<Entry>(id)).value.usageState }
    }

    @Test("an entry is found by its descriptor's id, which is had once")
    func descriptors() async throws {
        try await TemporaryStore.run { bench in
            let pnfd = pnfd("p1")
            let twin = PNFDInfo(id: "p2", pnfd: pnfd.pnfd, createdAt: TemporaryStore.now)
            try await bench.store.transact { try $0.insert(pnfd) }
            let found = try await bench.store.read {
                (
                    try $0.find(PNFDInfo.self, descriptorID: "d-p1")?.value.id,
                    try $0.find(PNFDInfo.self, descriptorID: "p1")?.value.id,
                    try $0.find(NSDInfo.self, descriptorID: "d-p1")?.value.id
                )
            }
            #expect(found.0 == "p1" && found.1 == nil && found.2 == nil)
            let error = await #expect(throws: ManifoldError.self) {
                try await bench.store.transact { try $0.insert(twin) }
            }
            #expect(error?.code == .conflict && error?.message.contains("d-p1") == true)
        }
    }

    @Test("PNFDs and NSDs are in use while an NSD names them")
    func usage() async throws {
        try await TemporaryStore.run { bench in
            let store = bench.store
            let (named, other, inner) = (pnfd("p1"), pnfd("p2"), nsd("n1"))
            let outer = nsd("n2", pnfds: ["p1"], nested: ["n1"])
            func refresh() async throws {
                try await store.transact { transaction in
                    for id in ["p1", "p2"] { try transaction.refreshUsage(Identifier<PNFDInfo>(id)) }
                    try transaction.refreshUsage(Identifier<NSDInfo>("n1"))
                }
            }
            try await store.transact { transaction in
                for pnfd in [named, other] { try transaction.insert(pnfd) }
                for nsd in [inner, outer] { try transaction.insert(nsd) }
            }
            try await refresh()
            #expect(try await usage(PNFDInfo.self, "p1", in: store) == .inUse)
            #expect(try await usage(PNFDInfo.self, "p2", in: store) == .notInUse)
            #expect(try await usage(NSDInfo.self, "n1", in: store) == .inUse)
            #expect(try await usage(NSDInfo.self, "n2", in: store) == .notInUse)
            try await store.transact { try $0.delete(outer.id) }
            try await refresh()
            #expect(try await usage(PNFDInfo.self, "p1", in: store) == .notInUse)
            #expect(try await usage(NSDInfo.self, "n1", in: store) == .notInUse)
        }
    }

    @Test("a database from before NSDs knew what they name learns it")
    func migration() async throws {
        try await TemporaryStore.run { bench in
            let (named, inner) = (pnfd("p1"), nsd("n1"))
            let outer = nsd("n2", pnfds: ["p1"], nested: ["n1"])
            let before = try await bench.store.transact { transaction in
                try transaction.insert(named)
                for nsd in [inner, outer] { try transaction.insert(nsd) }
                return try transaction.bodies(.nsdInfo, limit: 9).map(\.body)
            }
            // As it was: no such lists in the models, nor in the bodies.
            _ = try bench.sqlite3(
                """
                UPDATE nsd SET
                    model = CAST(json_remove(CAST(model AS TEXT), '$.pnfdInfoIDs', '$.nestedInfoIDs') AS BLOB),
                    body = CAST(json_remove(CAST(body AS TEXT), '$.pnfdInfoIds', '$.nestedNsdInfoIds') AS BLOB);
                DELETE FROM grdb_migrations WHERE identifier LIKE '4 %';
                """)
            let store = try StateStore(path: bench.path, views: StandardBodies())
            let (infos, pnfd, rows) = try await store.read { reading in
                (
                    try reading.all(NSDInfo.self).map(\.value), try reading.get(Identifier<PNFDInfo>("p1")).value,
                    try reading.bodies(.nsdInfo, limit: 9)
                )
            }
            #expect(infos.map(\.pnfdInfoIDs) == [[], ["p1"]])
            #expect(infos.map(\.nestedInfoIDs) == [[], ["n1"]])
            #expect(infos.map(\.usageState) == [.inUse, .notInUse] && pnfd.usageState == .inUse)
            let bodies = try rows.map { try JSONValue(json: $0.body) }
            #expect(bodies[1] == (try JSONValue(json: before[1])))
            #expect(bodies[0]["nsdUsageState"] == .string("IN_USE"))
            let body = try await store.read { try $0.body(.pnfdInfo, id: "p1") }
            #expect(try JSONValue(json: #require(body).body)["pnfdUsageState"] == .string("IN_USE"))
            try store.close()
        }
    }
}
