import FoundationEssentials
import GRDB
package import MANOModel

extension Reading {
    /// What carries virtual links between hosts; nil: nothing does.
    package func transport() throws -> Transport? { try setting("transport") }

    /// Which of several hosts that fit new guests get.
    package func placementPolicy() throws -> PlacementPolicy { try setting("placementPolicy") ?? .pack }

    private func setting<Value: Decodable>(_ name: String) throws -> Value? {
        guard
            let data = try Data.fetchOne(
                db.cachedStatement(sql: "SELECT value FROM setting WHERE name = ?"), arguments: [name])
        else { return nil }
        return try JSONDecoder().decode(Value.self, from: data)
    }
}

extension Transaction {
    package func setTransport(_ transport: Transport?) throws { try set("transport", transport) }

    package func setPlacementPolicy(_ policy: PlacementPolicy) throws { try set("placementPolicy", policy) }

    private func set(_ name: String, _ value: (some Encodable)?) throws {
        guard let value else {
            try db.cachedStatement(sql: "DELETE FROM setting WHERE name = ?").execute(arguments: [name])
            return
        }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)")
            .execute(arguments: [name, encode(value)])
    }
}
