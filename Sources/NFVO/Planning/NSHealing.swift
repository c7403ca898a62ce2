import MANOModel
import SOL
import Store

/// What a healing of an NS means for its VNFs.
enum NSHealing {
    /// The VNFs to heal, each with the request that it gets.
    static func requests(
        _ request: SOL005.HealNsRequest, _ snapshot: NSSnapshot
    ) throws -> [(VNFInstance, SOL003.HealVnfRequest)] {
        if let data = request.healVnfData, !data.isEmpty {
            return try data.map { data in
                guard let vnf = snapshot.vnfs.first(where: { $0.value.id.rawValue == data.vnfInstanceId })?.value else {
                    throw ManifoldError(
                        .unprocessable,
                        "NS instance \(snapshot.instance.value.id) has no VNF instance \(data.vnfInstanceId)",
                        remedy: "it has \(snapshot.vnfs.map(\.value.id.rawValue).joined(separator: ", "))")
                }
                return (vnf, SOL003.HealVnfRequest(cause: data.cause, additionalParams: data.additionalParams))
            }
        }
        guard request.healNsData != nil else {
            throw ManifoldError(
                .unprocessable, "neither healNsData nor healVnfData is there", remedy: "send one of them")
        }
        return snapshot.vnfs.map { ($0.value, SOL003.HealVnfRequest(cause: "healing of the NS")) }
    }
}
