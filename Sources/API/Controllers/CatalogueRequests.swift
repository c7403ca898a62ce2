import MANOModel
import SOL

/// The request that makes an entry of the catalogue.
protocol CatalogueCreation: Decodable, Sendable {
    var userDefinedData: [String: JSONValue]? { get }
}

extension SOL005.CreateVnfPkgInfoRequest: CatalogueCreation {}
extension SOL005.CreateNsdInfoRequest: CatalogueCreation {}
extension SOL005.PnfdUserData: CatalogueCreation {}

/// The request that changes one, a merge patch (RFC 7396).
protocol CatalogueModification: Codable, Sendable {
    /// The attribute that enables and disables, where there is one.
    static var stateAttribute: String? { get }
    var state: OperationalState? { get }
    var userDefinedData: [String: JSONValue]? { get set }
}

extension CatalogueModification {
    /// The attributes that it may have.
    static var attributes: [String] { [stateAttribute, "userDefinedData"].compactMap { $0 } }

    /// - Parameter json: as it came: it tells an attribute that is to be taken away from one that isn't there.
    func changes(_ json: JSONValue) throws -> CatalogueChanges {
        if let name = Self.stateAttribute, json[name] == .null {
            throw ManifoldError(
                .unprocessable, "\(name) can't be taken away", remedy: "leave it out, or say ENABLED or DISABLED")
        }
        let changes = CatalogueChanges(
            operationalState: state,
            userDefinedData: json["userDefinedData"] == .null ? .null : userDefinedData.map(JSONValue.object))
        guard changes != CatalogueChanges() else {
            throw ManifoldError(
                .unprocessable, "nothing to change is in the body", remedy: Self.attributes.joined(separator: " or "))
        }
        return changes
    }
}

extension SOL005.VnfPkgInfoModifications: CatalogueModification {
    static let stateAttribute: String? = "operationalState"
    var state: OperationalState? { operationalState }
}

extension SOL005.NsdInfoModifications: CatalogueModification {
    static let stateAttribute: String? = "nsdOperationalState"
    var state: OperationalState? { nsdOperationalState }
}

extension SOL005.PnfdUserData: CatalogueModification {
    static let stateAttribute: String? = nil
    var state: OperationalState? { nil }
}
