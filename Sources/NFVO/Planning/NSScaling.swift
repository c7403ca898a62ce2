import MANOModel
import SOL
import Store
import VNFM

/// What a scaling of an NS means for its VNFs.
enum NSScaling {
    /// The VNFs to scale, each with the request that it gets. Throws `.unprocessable` for what can't be done.
    static func requests(
        _ request: SOL005.ScaleNsRequest, _ snapshot: NSSnapshot
    ) throws -> [(VNFInstance, SOL003.ScaleVnfRequest)] {
        guard request.scaleType == .vnf, let data = request.scaleVnfData, !data.isEmpty else {
            throw ManifoldError(
                .unprocessable, "only VNFs of an NS can be scaled", remedy: "send scaleType SCALE_VNF with scaleVnfData"
            )
        }
        return try data.map { data in
            guard let vnf = snapshot.vnfs.first(where: { $0.value.id.rawValue == data.vnfInstanceId })?.value else {
                throw ManifoldError(
                    .unprocessable,
                    "NS instance \(snapshot.instance.value.id) has no VNF instance \(data.vnfInstanceId)",
                    remedy: "it has \(snapshot.vnfs.map(\.value.id.rawValue).joined(separator: ", "))")
            }
            let type: SOL003.ScaleVnfRequest.Direction
            switch data.scaleVnfType {
            case .out: type = .scaleOut
            case .in: type = .scaleIn
            case .toInstantiationLevel, .toScaleLevels:
                throw ManifoldError(
                    .unprocessable, "\(data.scaleVnfType.rawValue) is not supported",
                    remedy: "scale by steps: SCALE_OUT or SCALE_IN")
            }
            guard let steps = data.scaleByStepData else {
                throw ManifoldError(.unprocessable, "\(data.scaleVnfType.rawValue) needs scaleByStepData")
            }
            return (
                vnf,
                SOL003.ScaleVnfRequest(
                    type: type, aspectId: steps.aspectId, numberOfSteps: steps.numberOfSteps,
                    additionalParams: steps.additionalParams)
            )
        }
    }

    /// Checks limits, and names the VNFCs that go. Throws `.conflict` at a limit.
    static func victims(_ request: SOL005.ScaleNsRequest, _ snapshot: NSSnapshot) throws -> Set<Identifier<VNFC>> {
        var victims: Set<Identifier<VNFC>> = []
        let flavour = try snapshot.flavour(nil)
        for (vnf, request) in try requests(request, snapshot) {
            guard let current = vnf.instantiated, let profile = flavour.vnfProfile(vnf.vnfProfileID ?? "") else {
                throw ManifoldError(.conflict, "VNF instance \(vnf.id) is not instantiated")
            }
            let target = try VNFScaling.target(request, current, snapshot.vnfFlavour(of: profile))
            victims.formUnion(VNFScaling.victims(current, target).map(\.id))
        }
        return victims
    }
}
