import MANOModel
import Store
import VNFM

/// An NS instance with everything that it is made of, as it was read at once.
struct ServiceSnapshot: Sendable {
    let ns: NSInstance
    /// What the NSD says of it; nil where nothing is planned or there.
    let flavour: NSDeploymentFlavour?
    let vnfs: [VNFInstance]
    let hostNames: [Identifier<Host>: String]
    let networks: [Identifier<Network>: Network]
    private let vnfFlavours: [Identifier<VNFInstance>: DeploymentFlavour]

    init(_ id: Identifier<NSInstance>, in reading: Reading) throws {
        ns = try reading.get(id).value
        let nsd = try reading.get(ns.nsdInfoID).value.nsd
        flavour = ns.instantiated.flatMap { nsd?.flavour($0.flavourID) }
        vnfs = try reading.vnfInstances(ns: id).map(\.value)
        hostNames = Dictionary(try reading.all(Host.self).map { ($0.value.id, $0.value.name) }) { first, _ in first }
        networks = Dictionary(try reading.all(Network.self).map { ($0.value.id, $0.value) }) { first, _ in first }
        var vnfds: [Identifier<VNFPackage>: VNFD] = [:]
        var vnfFlavours: [Identifier<VNFInstance>: DeploymentFlavour] = [:]
        for vnf in vnfs {
            guard let made = vnf.instantiated else { continue }
            if vnfds[vnf.packageID] == nil { vnfds[vnf.packageID] = try reading.get(vnf.packageID).value.vnfd }
            vnfFlavours[vnf.id] = vnfds[vnf.packageID]?.flavour(made.flavourID)
        }
        self.vnfFlavours = vnfFlavours
    }

    var guests: [PlacedGuest] { vnfs.flatMap(\.guests) }

    func flavour(of vnf: VNFInstance) -> DeploymentFlavour? { vnfFlavours[vnf.id] }

    /// The id of the external CPD that a path's element means; an NSD may name it by a requirement.
    func externalCPDID(_ reference: CpReference) -> String? {
        guard let name = reference.cpdID else { return nil }
        let vnf = vnfs.first { $0.vnfProfileID == reference.profileID && vnfFlavours[$0.id] != nil }
        return vnf.flatMap { vnfFlavours[$0.id]?.externalCp(name)?.id } ?? name
    }
}

extension VNFInstance {
    /// What people call a guest; as its VNF does while the VNFD is known.
    func guestName(of vnfc: VNFC, _ flavour: DeploymentFlavour?) -> String {
        flavour.map { title(vdu: vnfc.vduID, index: vnfc.index, flavour: $0) }
            ?? "\(name ?? productName)-\(vnfc.vduID)-\(vnfc.index)"
    }
}

extension NFP {
    /// What stands between its ends.
    var hops: ArraySlice<NfpPosition> { positions.dropFirst().dropLast() }

    /// The greatest of its rules'; a path without rules takes what others leave.
    var shownPrecedence: Int { rules.map(\.precedence).max() ?? 0 }

    /// The VNFs at a position in the order of the descriptor.
    static func elements(of position: NfpPosition) -> [NfpPositionElement] {
        position.elements.filter { $0.ingress.kind == .vnf }
    }
}
