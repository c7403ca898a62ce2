import MANOModel
import SOL

/// The request that makes an entry of the catalogue.
protocol CatalogueCreation: Decodable, Sendable {
    var userDefinedData: [String: JSONValue]? { get }
}

extension SOL005.CreateVnfPkgInfoRequest: CatalogueCreation {}
extension SOL005.CreateNsdInfoRequest: CatalogueCreation {}
extension SOL005.PnfdUserData: CatalogueCreation {}

/// The request that changes one.
protocol CatalogueModification: Codable, Sendable {
    /// The attributes that it may have, in words.
    static var attributes: String { get }
    var changes: CatalogueChanges { get }
}

extension SOL005.VnfPkgInfoModifications: CatalogueModification {
    static let attributes = "operationalState or userDefinedData"

    var changes: CatalogueChanges {
        CatalogueChanges(operationalState: operationalState, userDefinedData: userDefinedData)
    }
}

extension SOL005.NsdInfoModifications: CatalogueModification {
    static let attributes = "nsdOperationalState or userDefinedData"

    var changes: CatalogueChanges {
        CatalogueChanges(operationalState: nsdOperationalState, userDefinedData: userDefinedData)
    }
}

extension SOL005.PnfdUserData: CatalogueModification {
    static let attributes = "userDefinedData"

    var changes: CatalogueChanges { CatalogueChanges(userDefinedData: userDefinedData) }
}
