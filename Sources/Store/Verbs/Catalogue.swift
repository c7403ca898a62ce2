import GRDB
package import MANOModel

extension Reading {
    /// The entry whose descriptor has that id; nil: there is none.
    package func find<Entry: CatalogueAggregate>(
        _ type: Entry.Type, descriptorID: String
    ) throws -> Stored<Entry>? {
        try fetch(type, where: "\(Entry.lookups.descriptorColumn) = ?", [descriptorID]).first
    }

    package func isInUse<Entry: CatalogueAggregate>(_ id: Identifier<Entry>) throws -> Bool {
        try Entry.lookups.users.contains { try exists($0, id.rawValue) }
    }
}

extension Transaction {
    /// Sets IN_USE or NOT_IN_USE from what there is now.
    package func refreshUsage<Entry: CatalogueAggregate>(_ id: Identifier<Entry>) throws {
        var stored = try get(id)
        let usage: UsageState = try isInUse(id) ? .inUse : .notInUse
        guard stored.value.usageState != usage else { return }
        stored.value.usageState = usage
        try update(stored)
    }
}
