import MANOModel
import Planner
import Store
import VNFM

/// What the NS procedures read.
package struct NSSnapshot: Sendable {
    var instance: Stored<NSInstance>
    var info: NSDInfo
    var vnfs: [Stored<VNFInstance>]
    /// By VNFD.
    var packages: [String: VNFPackage]
    var planning: PlanningSnapshot

    init(_ id: Identifier<NSInstance>, in reading: Reading) throws {
        instance = try reading.get(id)
        info = try reading.get(instance.value.nsdInfoID).value
        vnfs = try reading.vnfInstances(ns: id)
        packages = [:]
        for vnfdID in info.nsd?.vnfdIDs ?? [] {
            packages[vnfdID] = try reading.find(VNFPackage.self, descriptorID: vnfdID)?.value
        }
        planning = try PlanningSnapshot(reading)
    }

    /// The flavour that the instance has, or is asked for. Throws `.unprocessable` that names what there is.
    func flavour(_ id: String?) throws -> NSDeploymentFlavour {
        guard let nsd = info.nsd else {
            throw ManifoldError(.conflict, "NSD \(info.id) is \(info.onboardingState.rawValue)")
        }
        guard let flavour = nsd.flavour(id ?? instance.value.instantiated?.flavourID) else {
            throw ManifoldError(
                .unprocessable, "NSD \(nsd.id) has no deployment flavour \(id ?? "by default")",
                remedy: "it has \(nsd.flavours.map(\.id).joined(separator: ", "))")
        }
        return flavour
    }

    /// Its VNFCs of a host at new places.
    func relocated(from id: Identifier<Host>) throws -> (moved: [RelocationPlanner.Moved], links: LinkPlan) {
        let flavour = try flavour(nil)
        let leaving = vnfs.flatMap { $0.value.instantiated?.vnfcs ?? [] }.filter { $0.hostID == id }.map(\.id)
        var planner = try RelocationPlanner(
            planning, from: id, bond: flavour.bond,
            rules: NSRules(flavour, vnfs: vnfs.map(\.value), without: Set(leaving)))
        let subjects = try vnfs.map(\.value).filter { $0.instantiated != nil }.map { vnf in
            guard let package = packages[vnf.vnfdID], let flavour = package.vnfd?.flavour(vnf.instantiated?.flavourID)
            else {
                throw ManifoldError(.conflict, "VNF instance \(vnf.id) has no package with its flavour any more")
            }
            return RelocationPlanner.Subject(instance: vnf, package: package, flavour: flavour)
        }
        let moved = try planner.plan(subjects, group: "service \(instance.value.name)")
        return (moved, planner.links)
    }

    func package(of profile: VNFProfile) throws -> VNFPackage {
        guard let package = packages[profile.vnfdID] else {
            throw ManifoldError(
                .unprocessable,
                "VNF profile \(profile.id) means the VNFD \(profile.vnfdID), which no onboarded package has",
                remedy: "onboard it")
        }
        return package
    }

    /// The VNFD flavour that a profile means.
    func vnfFlavour(of profile: VNFProfile) throws -> DeploymentFlavour {
        let package = try package(of: profile)
        // Open Source MANO's NSDs leave it out.
        let named = profile.flavourID.isEmpty ? nil : profile.flavourID
        guard let flavour = package.vnfd?.flavour(named) else {
            let what =
                named.map { "means flavour \($0), which VNFD \(profile.vnfdID) doesn't have" }
                ?? "names no flavour, and VNFD \(profile.vnfdID) has several"
            throw ManifoldError(
                .unprocessable, "VNF profile \(profile.id) \(what)",
                remedy: "it has \((package.vnfd?.flavours ?? []).map(\.id).joined(separator: ", "))")
        }
        return flavour
    }
}

extension OperationOccurrence {
    /// The NS instance that an NS procedure is about.
    var nsInstanceID: Identifier<NSInstance> {
        get throws {
            guard case .ns(let id) = subject else {
                throw ManifoldError(.internal, "occurrence \(self.id) is not an NS's")
            }
            return id
        }
    }
}
