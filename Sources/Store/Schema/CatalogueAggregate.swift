package import MANOModel

/// An aggregate of the catalogue: it is found by its descriptor's id, too, and is in use or not.
package protocol CatalogueAggregate: Aggregate, CatalogueEntry {
    static var lookups: CatalogueLookups { get }
}

/// How an aggregate of the catalogue is looked up.
package struct CatalogueLookups: Sendable {
    /// The column that holds the descriptor's id.
    let descriptorColumn: String
    /// Queries that find what uses the entry whose id is their argument.
    let users: [String]
}

extension VNFPackage: CatalogueAggregate {
    package static let lookups = CatalogueLookups(
        descriptorColumn: "vnfd_id", users: ["SELECT 1 FROM vnf_instance WHERE package_id = ?"])
}

extension NSDInfo: CatalogueAggregate {
    package static let lookups = CatalogueLookups(
        descriptorColumn: "nsd_id",
        users: ["SELECT 1 FROM ns_instance WHERE nsd_info_id = ?", nsds(naming: "nestedInfoIDs")])

    /// A query that finds an NSD in whose list is the argument.
    fileprivate static func nsds(naming list: String) -> String {
        "SELECT 1 FROM nsd, json_each(CAST(nsd.model AS TEXT), '$.\(list)') AS named WHERE named.value = ?"
    }
}

/// A PNFD is in use while an NSD names it (SOL005 5.4.6.3.5).
extension PNFDInfo: CatalogueAggregate {
    package static let lookups = CatalogueLookups(
        descriptorColumn: "pnfd_id", users: [NSDInfo.nsds(naming: "pnfdInfoIDs")])
}
