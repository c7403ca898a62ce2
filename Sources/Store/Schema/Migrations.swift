import GRDB

/// The schema, as a list that is only ever added to.
enum Migrations {
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 catalogue, instances, operations, infrastructure") { db in
            for (table, columns) in [
                ("vnf_package", "vnfd_id TEXT UNIQUE"),
                ("nsd", "nsd_id TEXT UNIQUE"),
                ("host", "label TEXT NOT NULL UNIQUE"),
                ("ns_instance", "nsd_info_id TEXT NOT NULL REFERENCES nsd(id)"),
                (
                    "vnf_instance",
                    """
                    package_id TEXT NOT NULL REFERENCES vnf_package(id),
                    ns_instance_id TEXT REFERENCES ns_instance(id)
                    """
                ),
                (
                    "operation",
                    """
                    scope TEXT NOT NULL CHECK (scope IN ('vnf', 'ns')),
                    instance_id TEXT NOT NULL,
                    state TEXT NOT NULL,
                    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
                    started_at REAL NOT NULL
                    """
                ),
                (
                    "alarm",
                    "vnf_instance_id TEXT NOT NULL, is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))"
                ),
                (
                    "network",
                    """
                    label TEXT NOT NULL UNIQUE,
                    host_id TEXT REFERENCES host(id),
                    ns_instance_id TEXT REFERENCES ns_instance(id),
                    vnf_instance_id TEXT REFERENCES vnf_instance(id)
                    """
                ),
            ] {
                try db.execute(
                    sql: """
                        CREATE TABLE \(table) (
                            number INTEGER PRIMARY KEY,
                            id TEXT NOT NULL UNIQUE,
                            revision INTEGER NOT NULL,
                            modified_at REAL NOT NULL,
                            model BLOB NOT NULL,
                            body BLOB NOT NULL,
                            \(columns)
                        )
                        """)
            }
            try db.execute(
                sql: """
                    CREATE UNIQUE INDEX operation_lock ON operation(instance_id) WHERE is_open = 1;
                    CREATE INDEX operation_open ON operation(is_open) WHERE is_open = 1;
                    CREATE INDEX operation_scope ON operation(scope, id);
                    CREATE INDEX operation_instance ON operation(instance_id, number);
                    CREATE INDEX vnf_instance_ns ON vnf_instance(ns_instance_id);
                    CREATE INDEX vnf_instance_package ON vnf_instance(package_id);
                    CREATE INDEX ns_instance_nsd ON ns_instance(nsd_info_id);
                    CREATE INDEX network_ns ON network(ns_instance_id);
                    CREATE INDEX network_vnf ON network(vnf_instance_id);
                    CREATE INDEX network_host ON network(host_id);
                    CREATE INDEX alarm_open ON alarm(vnf_instance_id) WHERE is_open = 1;

                    CREATE TABLE step (
                        operation_id TEXT NOT NULL REFERENCES operation(id) ON DELETE CASCADE,
                        number INTEGER NOT NULL,
                        state TEXT NOT NULL,
                        model BLOB NOT NULL,
                        PRIMARY KEY (operation_id, number)
                    ) WITHOUT ROWID;

                    CREATE TABLE claim (
                        kind TEXT NOT NULL,
                        scope TEXT NOT NULL,
                        key TEXT NOT NULL,
                        amount INTEGER NOT NULL CHECK (amount > 0),
                        owner TEXT NOT NULL,
                        PRIMARY KEY (kind, scope, key, owner)
                    ) WITHOUT ROWID;
                    CREATE UNIQUE INDEX claim_exclusive ON claim(kind, scope, key)
                        WHERE kind IN ('core', 'portNumber', 'segment', 'address');
                    CREATE INDEX claim_owner ON claim(owner);
                    """)
        }
        migrator.registerMigration("2 indexes for filters") { db in
            for (table, attribute) in [
                ("vnf_instance", "vnfInstanceName"), ("vnf_instance", "vnfdId"), ("ns_instance", "nsInstanceName"),
                ("ns_instance", "nsdId"),
            ] {
                try db.execute(
                    sql: "CREATE INDEX \(table)_\(attribute) ON \(table)(\(ResourceKind.attribute(attribute)), id)")
            }
        }
        migrator.registerMigration("3 PNFDs") { db in
            try db.execute(
                sql: """
                    CREATE TABLE pnfd (
                        number INTEGER PRIMARY KEY,
                        id TEXT NOT NULL UNIQUE,
                        revision INTEGER NOT NULL,
                        modified_at REAL NOT NULL,
                        model BLOB NOT NULL,
                        body BLOB NOT NULL,
                        pnfd_id TEXT UNIQUE
                    )
                    """)
        }
        migrator.registerMigration("4 PNFDs and NSDs that NSDs name") { db in
            try db.execute(
                sql: """
                    UPDATE nsd SET model = CAST(json_set(CAST(model AS TEXT),
                        '$.pnfdInfoIDs', json((
                            SELECT json_group_array(DISTINCT pnfd.id)
                            FROM json_tree(CAST(nsd.model AS TEXT), '$.nsd') AS part
                            JOIN pnfd ON pnfd.pnfd_id = part.value WHERE part.key = 'pnfdID')),
                        '$.nestedInfoIDs', json((
                            SELECT json_group_array(DISTINCT inner_nsd.id)
                            FROM json_tree(CAST(nsd.model AS TEXT), '$.nsd') AS part
                            JOIN nsd AS inner_nsd ON inner_nsd.nsd_id = part.value WHERE part.key = 'nsdID')))
                        AS BLOB);
                    """)
            for (list, attribute) in [("pnfdInfoIDs", "pnfdInfoIds"), ("nestedInfoIDs", "nestedNsdInfoIds")] {
                try db.execute(
                    sql: """
                        UPDATE nsd SET revision = revision + 1, body = CAST(json_set(CAST(body AS TEXT),
                            '$.\(attribute)', json_extract(CAST(model AS TEXT), '$.\(list)')) AS BLOB)
                        WHERE json_array_length(CAST(model AS TEXT), '$.\(list)') > 0
                        """)
            }
            for (table, list, attribute) in [
                ("pnfd", "pnfdInfoIDs", "pnfdUsageState"), ("nsd", "nestedInfoIDs", "nsdUsageState"),
            ] {
                try db.execute(
                    sql: """
                        UPDATE \(table) SET revision = revision + 1,
                            model = CAST(json_set(CAST(model AS TEXT), '$.usageState', 'IN_USE') AS BLOB),
                            body = CAST(json_set(CAST(body AS TEXT), '$.\(attribute)', 'IN_USE') AS BLOB)
                        WHERE id IN (
                            SELECT named.value FROM nsd AS outer_nsd,
                                json_each(CAST(outer_nsd.model AS TEXT), '$.\(list)') AS named)
                        """)
            }
        }
        migrator.registerMigration("5 hosts with groups, devices and threads") { db in
            // What a host is gets asked again at the start.
            try db.execute(
                sql: """
                    UPDATE host SET model = CAST(json_set(json_remove(CAST(model AS TEXT), '$.facts'),
                        '$.groups', json('[]'), '$.traits', json('[]'), '$.reservedCPUs', json('[]'),
                        '$.physicalNetworks', json('{}')) AS BLOB);
                    DROP INDEX claim_exclusive;
                    CREATE UNIQUE INDEX claim_exclusive ON claim(kind, scope, key)
                        WHERE kind IN ('core', 'device', 'portNumber', 'segment', 'address');
                    """)
        }
        migrator.registerMigration("6 revisions of what hosts are") { db in
            try db.execute(
                sql: """
                    CREATE TABLE host_change (
                        host_id TEXT NOT NULL REFERENCES host(id) ON DELETE CASCADE,
                        revision INTEGER NOT NULL,
                        changed_at REAL NOT NULL,
                        changes TEXT NOT NULL,
                        PRIMARY KEY (host_id, revision)
                    ) WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("settings, and the hosts that networks are on") { db in
            try db.execute(
                sql: """
                    CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
                    CREATE TEMP TABLE place AS SELECT DISTINCT
                        json_extract(cp.value, '$.networkID') AS network, json_extract(vnfc.value, '$.hostID') AS host
                    FROM vnf_instance, json_each(CAST(vnf_instance.model AS TEXT), '$.instantiated.vnfcs') AS vnfc,
                        json_each(vnfc.value, '$.connectionPoints') AS cp;
                    CREATE INDEX temp.place_network ON place(network);
                    UPDATE network SET model = CAST(json_set(CAST(model AS TEXT), '$.places', json((
                        SELECT json_group_array(json_object('hostID', host)) FROM place WHERE place.network = network.id
                        ))) AS BLOB);
                    DROP TABLE temp.place;
                    """)
        }
        migrator.registerMigration("guests as rows") { db in
            let columns = "vnf_instance_id, id, host_id, domain, title, is_complete"
            // The instance's model has them; this is what is looked up by host.
            func rows(_ instance: String) -> String {
                """
                SELECT \(instance).id, json_extract(vnfc.value, '$.id'), json_extract(vnfc.value, '$.hostID'),
                    json_extract(vnfc.value, '$.domainName'),
                    COALESCE(json_extract(CAST(\(instance).model AS TEXT), '$.name'),
                        json_extract(CAST(\(instance).model AS TEXT), '$.productName'))
                    || '-' || json_extract(vnfc.value, '$.vduID') || '-' || json_extract(vnfc.value, '$.index'),
                    COALESCE(json_extract(CAST(\(instance).model AS TEXT), '$.instantiated.isComplete'), 0)
                """
            }
            let guests = "json_each(CAST(new.model AS TEXT), '$.instantiated.vnfcs') AS vnfc"
            try db.execute(
                sql: """
                    CREATE TABLE vnfc (
                        number INTEGER PRIMARY KEY,
                        vnf_instance_id TEXT NOT NULL,
                        id TEXT NOT NULL,
                        host_id TEXT NOT NULL,
                        domain TEXT NOT NULL,
                        title TEXT NOT NULL,
                        is_complete INTEGER NOT NULL
                    );
                    CREATE INDEX vnfc_instance ON vnfc(vnf_instance_id);
                    CREATE INDEX vnfc_host ON vnfc(host_id);
                    INSERT INTO vnfc (\(columns)) \(rows("vnf_instance"))
                        FROM vnf_instance, json_each(CAST(vnf_instance.model AS TEXT), '$.instantiated.vnfcs') AS vnfc;
                    CREATE TRIGGER vnfc_of_new AFTER INSERT ON vnf_instance BEGIN
                        INSERT INTO vnfc (\(columns)) \(rows("new")) FROM \(guests);
                    END;
                    CREATE TRIGGER vnfc_of_changed AFTER UPDATE OF model ON vnf_instance BEGIN
                        DELETE FROM vnfc WHERE vnf_instance_id = old.id;
                        INSERT INTO vnfc (\(columns)) \(rows("new")) FROM \(guests);
                    END;
                    CREATE TRIGGER vnfc_of_gone AFTER DELETE ON vnf_instance BEGIN
                        DELETE FROM vnfc WHERE vnf_instance_id = old.id;
                    END;
                    """)
        }
        return migrator
    }
}
