package import MANOModel

/// What an NSD says of the VNFs that it consists of, beside their VNFDs (IFA014 6.3.3): flavours, levels, scaling aspects
/// and external CPs that the VNFDs have to have.
package struct ConstituentCheck {
    /// Something that the VNFD doesn't have.
    package struct Finding: Sendable, Hashable {
        package var rule: DiagnosticRule
        /// Where in the NSD it is said.
        package var part: ProfilePart
        package var message: String
        package var remedy: String

        /// The finding by itself, where no place is known.
        package var text: String { "\(message); \(remedy)" }
    }

    private var flavourID: String
    private var findings: [Finding] = []

    /// - Parameter vnfds: by their ids; profiles of others are passed over.
    /// - Returns: in the order of the NSD.
    package static func findings(in flavours: [NSDeploymentFlavour], vnfds: [String: VNFD]) -> [Finding] {
        flavours.flatMap { flavour in
            var check = ConstituentCheck(flavourID: flavour.id)
            for profile in flavour.vnfProfiles {
                if let vnfd = vnfds[profile.vnfdID] { check.check(profile, vnfd, in: flavour) }
            }
            return check.findings
        }
    }

    private mutating func check(_ profile: VNFProfile, _ vnfd: VNFD, in flavour: NSDeploymentFlavour) {
        // Open Source MANO's NSDs leave the flavour out.
        let named = profile.flavourID.isEmpty ? nil : profile.flavourID
        guard let vnfFlavour = vnfd.flavour(named) else {
            let names = vnfd.flavours.map(\.id)
            return report(
                .flavourMissing, profile,
                named.map { "means flavour `\($0)`, which VNFD `\(vnfd.id)` doesn't have" }
                    ?? "names no flavour, and VNFD `\(vnfd.id)` has several", named ?? "", names)
        }
        if let level = profile.instantiationLevelID, vnfFlavour.instantiationLevel(level) == nil {
            report(
                .instantiationLevel, profile,
                "means instantiation level `\(level)`, which flavour `\(vnfFlavour.id)` of VNFD `\(vnfd.id)` doesn't have",
                level, vnfFlavour.instantiationLevels.map(\.id))
        }
        check(profile.scaleLevels, of: profile, vnfd, vnfFlavour)
        let paths = flavour.vnffgs.flatMap(\.nfps)
        let onPaths = paths.flatMap { path in
            path.positions.flatMap(\.elements).flatMap { [$0.ingress, $0.egress] }
                .filter { $0.kind == .vnf && $0.profileID == profile.id }
                .compactMap { cp in cp.cpdID.map { (name: $0, path: path.id) } }
        }
        let known = vnfFlavour.externalCps.flatMap { [$0.requirementName, $0.id].compactMap { $0 } }
        var seen: Set<String> = []
        for name in profile.connectivity.map(\.cpdID)
        where vnfFlavour.externalCp(name) == nil && seen.insert(name).inserted {
            report(
                .profileConnectivity, profile, cpd: name,
                "connects `\(name)`, which is no external CP of flavour `\(vnfFlavour.id)` of VNFD `\(vnfd.id)`", name,
                known
            )
        }
        for (name, path) in onPaths where vnfFlavour.externalCp(name) == nil && seen.insert(name).inserted {
            report(
                .forwardingPath, profile, cpd: name,
                "is on the path `\(path)` with `\(name)`, which is no external CP of flavour `\(vnfFlavour.id)` of VNFD "
                    + "`\(vnfd.id)`", name, known)
        }
    }

    private mutating func check(
        _ levels: [String: Int], of profile: VNFProfile, _ vnfd: VNFD, _ flavour: DeploymentFlavour
    ) {
        for (name, level) in levels.sorted(by: { $0.key < $1.key }) {
            guard let aspect = flavour.scalingAspect(name) else {
                report(
                    .scalingAspect, profile,
                    "names the scaling aspect `\(name)`, which flavour `\(flavour.id)` of VNFD `\(vnfd.id)` doesn't have",
                    name,
                    flavour.scalingAspects.map(\.id))
                continue
            }
            guard level > aspect.maxScaleLevel else { continue }
            append(
                .scalingAspect, ProfilePart(flavourID: flavourID, profileID: profile.id),
                "VNF profile `\(profile.id)` has scale level \(level) of `\(name)`, which goes up to \(aspect.maxScaleLevel)",
                "write \(aspect.maxScaleLevel) or less")
        }
    }

    private mutating func report(
        _ rule: DiagnosticRule, _ profile: VNFProfile, cpd: String? = nil, _ what: String, _ name: String,
        _ known: [String]
    ) {
        append(
            rule, ProfilePart(flavourID: flavourID, profileID: profile.id, cpdID: cpd),
            "VNF profile `\(profile.id)` \(what)",
            NearestName.remedy(for: name, among: Set(known).sorted(), else: "the VNFD has none that is like it"))
    }

    private mutating func append(_ rule: DiagnosticRule, _ part: ProfilePart, _ message: String, _ remedy: String) {
        findings.append(Finding(rule: rule, part: part, message: message, remedy: remedy))
    }
}

extension NSDPackageContent {
    /// What VNFDs don't have that the NSD says of them, where it stands in the NSD.
    ///
    /// - Parameter vnfds: by their ids.
    package func diagnostics(beside vnfds: [String: VNFD]) -> [Diagnostic] {
        ConstituentCheck.findings(in: nsd.flavours, vnfds: vnfds).map { finding in
            let profile = ProfilePart(flavourID: finding.part.flavourID, profileID: finding.part.profileID)
            let place = places[finding.part] ?? places[profile]
            return Diagnostic(
                rule: finding.rule, severity: .error, file: place?.file ?? facts.descriptorPath, line: place?.line ?? 0,
                column: place?.column ?? 0, message: finding.message, remedy: finding.remedy)
        }.sorted()
    }
}
