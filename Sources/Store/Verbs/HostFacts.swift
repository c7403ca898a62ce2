import FoundationEssentials
import GRDB
package import MANOModel

extension Reading {
    /// The revisions of a host's facts that are kept, the newest first.
    package func hostChanges(_ id: Identifier<Host>) throws -> [HostChange] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT revision, changed_at, changes FROM host_change WHERE host_id = ? ORDER BY revision DESC"),
            arguments: [id.rawValue]
        ).map { row in
            HostChange(
                revision: row["revision"], time: Date(timeIntervalSince1970: row["changed_at"]),
                changes: try JSONDecoder().decode([String].self, from: Data((row["changes"] as String).utf8)))
        }
    }

    /// What people know the owners of claims on a host by: its guests and networks, by id.
    package func ownerTitles(on id: Identifier<Host>) throws -> [String: String] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id AS owner, title FROM vnfc WHERE host_id = ?1
                    UNION ALL SELECT id, 'network ' || label FROM network WHERE host_id = ?1
                    """), arguments: [id.rawValue])
        return Dictionary(rows.map { ($0["owner"], $0["title"]) }) { first, _ in first }
    }
}

extension Transaction {
    /// Makes these the facts of a host, and a revision of them where they changed.
    ///
    /// - Returns: what changed, in words.
    @discardableResult
    package func setFacts(_ facts: HostFacts, of host: inout Stored<Host>) throws -> [String] {
        let changes = facts.changes(since: host.value.facts)
        host.value.facts = facts
        if !changes.isEmpty { try addChange(changes, of: host.value.id) }
        return changes
    }

    /// Notes a revision, and forgets the oldest of more than are kept.
    package func addChange(_ changes: [String], of id: Identifier<Host>) throws {
        let last = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT max(revision) FROM host_change WHERE host_id = ?"),
            arguments: [id.rawValue])
        let revision = (last ?? 0) + 1
        try db.cachedStatement(
            sql: "INSERT INTO host_change (host_id, revision, changed_at, changes) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [
            id.rawValue, revision, now.timeIntervalSince1970, String(decoding: try encode(changes), as: UTF8.self),
        ])
        try db.cachedStatement(sql: "DELETE FROM host_change WHERE host_id = ? AND revision <= ?")
            .execute(arguments: [id.rawValue, revision - HostChange.kept])
    }
}
