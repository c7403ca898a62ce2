import Foundation
import MANOModel
import SeededNumbers
import Store
import Testing

@Suite("Guests as rows", .timeLimit(.minutes(1)))
struct GuestRowsTests {
    private static let hosts = ["h0", "h1", "h2"].map { Identifier<MANOModel.Host>($0) }

    @Test(
        "what is looked up by host is what the instances say, whatever was made, changed and deleted", arguments: 0..<6)
    func follows(seed: Int) async throws {
        try await TemporaryStore.run { bench in
            let store = bench.store
            var random = SeededGenerator(seed)
            try await store.transact { transaction in
                for host in Self.hosts { try transaction.insert(TemporaryStore.host(host.rawValue)) }
                for number in 0..<2 { try transaction.insert(TemporaryStore.package("p\(number)")) }
            }
            for step in 0..<60 {
                let id = "v\(Int.random(in: 0..<5, using: &random))"
                let package = "p\(Int.random(in: 0..<2, using: &random))"
                let made = Self.made(step, of: id, using: &random)
                let (deletes, fails) = (random.chance(0.2), random.chance(0.2))
                do {
                    try await store.transact { transaction in
                        let stored = try transaction.all(VNFInstance.self).first { $0.value.id.rawValue == id }
                        if var instance = stored {
                            if deletes {
                                try transaction.delete(instance.value.id)
                            } else {
                                instance.value.instantiated = made
                                try transaction.update(instance)
                            }
                        } else {
                            var instance = TemporaryStore.instance(id, of: package, name: "name of \(id)")
                            instance.instantiated = made
                            try transaction.insert(instance)
                        }
                        if fails { throw ManifoldError(.conflict, "taken back") }
                    }
                } catch is ManifoldError {
                    #expect(fails)
                }
                try await store.read(Self.compare)
            }
        }
    }

    @Test("a database from before has the rows of its guests")
    func migrated() async throws {
        try await TemporaryStore.run { bench in
            var random = SeededGenerator(7)
            var made: InstantiatedVNF?
            while made?.vnfcs.isEmpty ?? true { made = Self.made(0, of: "v", using: &random) }
            let guests = made
            try await bench.store.transact { transaction in
                for host in Self.hosts { try transaction.insert(TemporaryStore.host(host.rawValue)) }
                try transaction.insert(TemporaryStore.package("p"))
                var instance = TemporaryStore.instance("v", of: "p", name: "old")
                instance.instantiated = guests
                try transaction.insert(instance)
            }
            try bench.store.close()
            let before = """
                DELETE FROM grdb_migrations WHERE identifier = 'guests as rows';
                DROP TRIGGER vnfc_of_new; DROP TRIGGER vnfc_of_changed; DROP TRIGGER vnfc_of_gone; DROP TABLE vnfc
                """
            #expect(try bench.sqlite3(before) == "")
            let store = try StateStore(path: bench.path, views: StandardBodies())
            #expect(try await store.read { try $0.guests(includingUnfinished: true).count } == guests?.vnfcs.count)
            try await store.read(Self.compare)
            try store.close()
        }
    }

    private static func made(_ step: Int, of id: String, using random: inout SeededGenerator) -> InstantiatedVNF? {
        guard random.chance(0.8) else { return nil }
        let vnfcs = (0..<Int.random(in: 0..<4, using: &random)).map { index in
            VNFC(
                id: Identifier("\(id)-\(step)-\(index)"), vduID: "vdu'\(index)", index: index,
                hostID: hosts[Int.random(in: 0..<hosts.count, using: &random)], domainName: "d-\(id)-\(step)-\(index)",
                vCPUs: 1, memory: 1 << 30)
        }
        return InstantiatedVNF(flavourID: "f", vnfcs: vnfcs, isComplete: random.chance(0.5))
    }

    @Sendable private static func compare(_ reading: Reading) throws {
        let instances = try reading.all(VNFInstance.self).map(\.value)
        let all = instances.flatMap(\.guests)
        let complete = instances.filter { $0.instantiated?.isComplete ?? false }.flatMap(\.guests)
        #expect(Set(try reading.guests(includingUnfinished: true)) == Set(all))
        #expect(Set(try reading.guests()) == Set(complete))
        let counts = try reading.guestCounts()
        for host in hosts {
            let here = all.filter { $0.hostID == host }
            #expect(counts[host] ?? 0 == here.count)
            #expect(try reading.guestCount(on: host) == here.count)
            #expect(Set(try reading.guests(on: host)) == Set(complete.filter { $0.hostID == host }))
            let ids = Set(here.map(\.vnfInstanceID))
            #expect(Set(try reading.vnfInstances(on: host).map(\.value.id)) == ids)
            #expect(
                Set(try reading.packages(on: host)) == Set(instances.filter { ids.contains($0.id) }.map(\.packageID)))
            var titles: [String: String] = [:]
            for instance in instances {
                for vnfc in instance.instantiated?.vnfcs ?? [] where vnfc.hostID == host {
                    titles[vnfc.id.rawValue] = "\(instance.name ?? "")-\(vnfc.vduID)-\(vnfc.index)"
                }
            }
            #expect(try reading.ownerTitles(on: host) == titles)
        }
    }
}
