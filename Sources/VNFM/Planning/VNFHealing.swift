package import MANOModel
package import SOL

/// What a heal request is about.
package enum VNFHealing {
    /// The VNFCs that the request names; without any, all. Throws `.unprocessable` for one that the VNF doesn't have.
    package static func vnfcs(_ request: SOL003.HealVnfRequest, _ current: InstantiatedVNF) throws -> [VNFC] {
        guard let ids = request.vnfcInstanceId, !ids.isEmpty else { return current.vnfcs }
        return try ids.map { id in
            guard let vnfc = current.vnfcs.first(where: { $0.id.rawValue == id }) else {
                throw ManifoldError(
                    .unprocessable, "the VNF has no VNFC \(id)",
                    remedy: "it has \(current.vnfcs.map(\.id.rawValue).joined(separator: ", "))")
            }
            return vnfc
        }
    }
}
