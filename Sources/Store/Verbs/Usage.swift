import GRDB
package import MANOModel

extension Reading {
    /// How many guests are, or are being made, on each host.
    package func guestCounts() throws -> [Identifier<Host>: Int] {
        try counts("SELECT host_id AS owner, count(*) AS count FROM vnfc GROUP BY host_id")
    }

    /// Likewise on one.
    package func guestCount(on id: Identifier<Host>) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM vnfc WHERE host_id = ?"), arguments: [id.rawValue]) ?? 0
    }

    /// How many CPs are on each network.
    package func connectionPointCounts() throws -> [Identifier<Network>: Int] {
        try counts(
            """
            SELECT json_extract(cp.value, '$.networkID') AS owner, count(*) AS count
            FROM vnf_instance, json_each(CAST(vnf_instance.model AS TEXT), '$.instantiated.vnfcs') AS vnfc,
                json_each(vnfc.value, '$.connectionPoints') AS cp
            GROUP BY owner
            """)
    }

    /// The VNF and NS instances that are on a network by a link, a CP or a SAP, in words; empty: nothing is.
    package func users(of id: Identifier<Network>) throws -> [String] {
        try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT DISTINCT 'VNF instance ' || vnf_instance.id
                    FROM vnf_instance, json_tree(CAST(vnf_instance.model AS TEXT), '$.instantiated') AS part
                    WHERE part.key = 'networkID' AND part.value = ?1
                    UNION ALL SELECT DISTINCT 'NS instance ' || ns_instance.id
                    FROM ns_instance, json_tree(CAST(ns_instance.model AS TEXT), '$.instantiated') AS part
                    WHERE part.key = 'networkID' AND part.value = ?1
                    """), arguments: [id.rawValue])
    }

    /// The alarms that are not cleared, of all VNF instances.
    package func openAlarms() throws -> [Stored<Alarm>] { try fetch(Alarm.self, where: "is_open = 1", []) }

    /// The guests of the VNFs that are instantiated.
    ///
    /// - Parameters:
    ///   - host: those on it; nil: all.
    ///   - includingUnfinished: also of those that are still being made.
    package func guests(on host: Identifier<Host>? = nil, includingUnfinished: Bool = false) throws -> [PlacedGuest] {
        var condition = "(? OR is_complete)"
        var arguments: StatementArguments = [includingUnfinished]
        if let host {
            condition += " AND host_id = ?"
            arguments += [host.rawValue]
        }
        return try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT vnf_instance_id AS vnf, id, host_id, domain FROM vnfc WHERE \(condition) ORDER BY number
                    """), arguments: arguments
        ).map { row in
            PlacedGuest(
                vnfInstanceID: Identifier(row["vnf"] as String), vnfcID: Identifier(row["id"] as String),
                hostID: Identifier(row["host_id"] as String), domainName: row["domain"])
        }
    }

    /// The VNF instances with guests on a host, those that are being made included.
    package func vnfInstances(on host: Identifier<Host>) throws -> [Stored<VNFInstance>] {
        try fetch(
            VNFInstance.self, where: "id IN (SELECT vnf_instance_id FROM vnfc WHERE host_id = ?)", [host.rawValue])
    }

    /// The packages that they are of.
    package func packages(on host: Identifier<Host>) throws -> [Identifier<VNFPackage>] {
        try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT DISTINCT package_id FROM vnf_instance
                    WHERE id IN (SELECT vnf_instance_id FROM vnfc WHERE host_id = ?)
                    """), arguments: [host.rawValue]
        ).map { Identifier($0) }
    }

    private func counts<Entity>(_ sql: String) throws -> [Identifier<Entity>: Int] {
        try Row.fetchAll(db.cachedStatement(sql: sql)).reduce(into: [:]) { counts, row in
            counts[Identifier(row["owner"] as String)] = row["count"]
        }
    }
}
