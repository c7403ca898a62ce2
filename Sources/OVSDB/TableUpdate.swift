package import struct FoundationEssentials.UUID

/// One row's change, or a row of the initial contents (RFC 7047 4.1.6 `<row-update>`).
package struct RowUpdate: Hashable, Sendable {
    package let table: String
    package let id: UUID
    /// A modified row's changed columns as they were, or the whole of a deleted row; nil for a row that is new here.
    package let old: Row?
    /// The monitored columns as they are now; nil where the row is gone.
    package let new: Row?

    package init(table: String, id: UUID, old: Row?, new: Row?) {
        self.table = table
        self.id = id
        self.old = old
        self.new = new
    }

    /// Reads RFC 7047 4.1.6 `<table-updates>`; nil where it isn't one.
    static func parse(_ json: JSONValue) -> [RowUpdate]? {
        guard let tables = json.object else { return nil }
        var updates: [RowUpdate] = []
        for (table, rows) in tables {
            guard let rows = rows.object else { return nil }
            for (id, change) in rows {
                guard let id = UUID(uuidString: id), let change = change.object else { return nil }
                let old = change["old"].map { Row($0) }
                let new = change["new"].map { Row($0) }
                if case .some(.none) = old { return nil }
                if case .some(.none) = new { return nil }
                updates.append(RowUpdate(table: table, id: id, old: old ?? nil, new: new ?? nil))
            }
        }
        return updates
    }
}
