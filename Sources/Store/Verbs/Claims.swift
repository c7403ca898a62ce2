import GRDB
package import MANOModel

extension Reading {
    package func claims() throws -> [Claim] { try claims(where: "1", []) }

    package func claims(owner: String) throws -> [Claim] { try claims(where: "owner = ?", [owner]) }

    package func claims(kind: Claim.Kind, scope: String) throws -> [Claim] {
        try claims(where: "kind = ? AND scope = ?", [kind.rawValue, scope])
    }

    package func claims(kind: Claim.Kind) throws -> [Claim] { try claims(where: "kind = ?", [kind.rawValue]) }

    /// The keys of a kind's claims by scope, as text: with many thousands of them only those that are asked for are worth
    /// taking apart.
    package func claimedKeys(_ kind: Claim.Kind) throws -> [String: ClaimedKeys] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT scope, group_concat(key, char(10)) AS keys FROM claim WHERE kind = ? GROUP BY scope"),
            arguments: [kind.rawValue]
        ).reduce(into: [:]) { found, row in found[row["scope"]] = ClaimedKeys(lines: row["keys"]) }
    }

    /// Of claims that networks have.
    package func networkClaims(_ kind: Claim.Kind) throws -> [Claim] {
        // By owner: there are many more claims of the kind. `+` keeps the other index out.
        try claims(where: "owner IN (SELECT id FROM network) AND +kind = ?", [kind.rawValue])
    }

    package func claims(scope: String) throws -> [Claim] { try claims(where: "\(Self.anyKind) AND scope = ?", [scope]) }

    /// The table's key begins with the kind: without one the whole table would be read.
    private static let anyKind =
        "kind IN (\(Claim.Kind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")))"

    /// Sums by host, and part of it, of the summed kinds; and the exclusive cores and devices. The owner is empty.
    package func hostUsage() throws -> [Claim] {
        try Row.fetchAll(db.cachedStatement(sql: Self.usage(where: "1"))).map(Self.claim)
    }

    /// The same of one host.
    package func hostUsage(of id: Identifier<Host>) throws -> [Claim] {
        try Row.fetchAll(
            db.cachedStatement(sql: Self.usage(where: "scope = :host")), arguments: ["host": id.rawValue]
        ).map(Self.claim)
    }

    private static func usage(where condition: String) -> String {
        """
        SELECT kind, scope, key, sum(amount) AS amount, '' AS owner FROM claim
        WHERE kind IN ('sharedCPU', 'memory', 'storage', 'bandwidth') AND \(condition) GROUP BY kind, scope, key
        UNION ALL SELECT kind, scope, key, amount, '' FROM claim WHERE kind IN ('core', 'device') AND \(condition)
        """
    }

    private func claims(where condition: String, _ arguments: StatementArguments) throws -> [Claim] {
        try Row.fetchAll(
            db.cachedStatement(sql: "SELECT kind, scope, key, amount, owner FROM claim WHERE \(condition)"),
            arguments: arguments
        ).map(Self.claim)
    }

    private static func claim(_ row: Row) throws -> Claim {
        guard let kind = Claim.Kind(rawValue: row["kind"]) else {
            throw ManifoldError(.internal, "a claim in the database has the unknown kind \(row["kind"] as String)")
        }
        return Claim(kind: kind, scope: row["scope"], key: row["key"], amount: row["amount"], owner: row["owner"])
    }

    func exists(_ sql: String, _ argument: String) throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (\(sql))"), arguments: [argument]) ?? false
    }
}

extension Transaction {
    /// Takes what the plan needs, or throws `StoreConflict` where what it rests on has changed: an exclusive thing has an
    /// owner, a sum would exceed what its host has, or a host has gone or takes no guests any more.
    package func claim(_ claims: [Claim]) throws {
        guard !claims.isEmpty else { return }
        let statement = try db.cachedStatement(
            sql: "INSERT INTO claim (kind, scope, key, amount, owner) VALUES (?, ?, ?, ?, ?)")
        for claim in claims {
            do {
                try statement.execute(arguments: [
                    claim.kind.rawValue, claim.scope, claim.key, claim.amount, claim.owner,
                ])
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                throw StoreConflict("\(claim.kind.rawValue) \(claim.key) of \(claim.scope) has an owner already")
            }
        }
        for hostID in Set(claims.filter(\.kind.isSummed).map(\.scope)) {
            guard try exists("SELECT 1 FROM host WHERE id = ?", hostID) else {
                throw StoreConflict("host \(hostID) has been removed")
            }
            let host = try host(hostID).value
            guard host.state == .enabled else {
                throw StoreConflict("host \(host.name) is \(host.state.rawValue)")
            }
            let excesses = HostCapacity(host: host, claims: try hostUsage(of: host.id)).excesses
            guard excesses.isEmpty else {
                throw StoreConflict("host \(host.name) has no room: \(excesses.joined(separator: "; "))")
            }
        }
    }

    /// Gives back all that belongs to the owner.
    package func release(owner: String) throws {
        try db.cachedStatement(sql: "DELETE FROM claim WHERE owner = ?").execute(arguments: [owner])
    }

    /// Gives back what belongs to the owner on one host.
    package func release(owner: String, on host: Identifier<Host>) throws {
        try db.cachedStatement(sql: "DELETE FROM claim WHERE owner = ? AND scope = ?")
            .execute(arguments: [owner, host.rawValue])
    }

    /// Deletes a network with all that it holds.
    package func forget(_ network: Network) throws {
        for place in network.places { try release(owner: network.uplinkOwner(on: place.hostID)) }
        try release(owner: network.id.rawValue)
        try delete(network.id)
    }
}
