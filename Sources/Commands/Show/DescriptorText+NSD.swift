import MANOModel

extension DescriptorText {
    mutating func describe(_ nsd: NSD) {
        heading("Network service \(nsd.name) \(nsd.version) of \(nsd.designer)")
        fields(["identifier": nsd.id, "invariant": nsd.invariantID, "external invariant": nsd.externalInvariantID])
    }

    mutating func describe(_ flavour: NSDeploymentFlavour, of nsd: NSD) {
        let isDefault = nsd.flavour(nil)?.id == flavour.id && nsd.flavours.count > 1
        heading("Flavour \(flavour.id)\(isDefault ? " (default)" : "")")
        fields([
            "description": flavour.description,
            "instances": flavour.profile.map {
                DescriptorWords.bounds($0.minNumberOfInstances, $0.maxNumberOfInstances) + " in another service"
            }, "priority": flavour.priority.map(String.init),
        ])
        describeProfiles(flavour)
        describeLevels(flavour)
        var saps = Table(.left("SAP"), .flexible("DESCRIPTION"), .left("CARRIES"), .left("ON"), .left("FOR A SERVICE"))
        for sap in flavour.sapds {
            saps.append(
                sap.id, sap.description, DescriptorWords.protocols(sap.layerProtocols), sap.virtualLinkID,
                sap.externalRequirementName)
        }
        table("Service access points", saps)
        table("Links", Self.links(flavour.virtualLinks.map { ($0.id, $0.description, $0.connectivity, $0.profile) }))
        for graph in flavour.vnffgs { describe(graph) }
        list(
            "Rules",
            flavour.dependencies.map {
                "first \($0.primaryIDs.joined(separator: ", ")), then \($0.secondaryIDs.joined(separator: ", "))"
            } + flavour.placementRules.map(Self.rule)
                + flavour.placementGroups.map { "group \($0.id): \($0.memberIDs.joined(separator: ", "))" }
                + flavour.securityGroupRules.map(Self.rule))
        describe(flavour.inputs, flavour.interfaceOperations)
    }

    private mutating func describeProfiles(_ flavour: NSDeploymentFlavour) {
        var profiles = Table(
            .left("PROFILE"), .left("KIND"), .flexible("DESCRIPTOR"), .left("FLAVOUR"), .left("LEVEL"),
            .left("INSTANCES"), .flexible("CONNECTED"))
        func connected(_ connectivity: [VirtualLinkConnectivity]) -> String {
            connectivity.map { "\($0.cpdID) to \($0.virtualLinkID)" }.joined(separator: ", ")
        }
        for profile in flavour.vnfProfiles {
            profiles.append(
                profile.id, "VNF", profile.vnfdID, profile.flavourID, profile.instantiationLevelID,
                DescriptorWords.bounds(profile.minNumberOfInstances, profile.maxNumberOfInstances),
                connected(profile.connectivity))
        }
        for profile in flavour.nestedNSProfiles {
            profiles.append(
                profile.id, "NS", profile.nsdID, profile.flavourID, profile.instantiationLevelID,
                DescriptorWords.bounds(profile.minNumberOfInstances, profile.maxNumberOfInstances),
                connected(profile.connectivity))
        }
        for profile in flavour.pnfProfiles {
            profiles.append(profile.id, "PNF", profile.pnfdID, nil, nil, nil, connected(profile.connectivity))
        }
        table("Profiles", profiles)
    }

    private mutating func describeLevels(_ flavour: NSDeploymentFlavour) {
        var levels = Table(.left("LEVEL"), .flexible("DESCRIPTION"), .flexible("INSTANCES"))
        for level in flavour.instantiationLevels {
            levels.append(
                level.id + (level.id == flavour.defaultInstantiationLevelID ? " (default)" : ""), level.description,
                DescriptorWords.counts(level.vnfInstances.merging(level.nestedNSInstances) { first, _ in first }))
        }
        table("Levels", levels)
        var aspects = Table(.left("ASPECT"), .flexible("DESCRIPTION"), .right("LEVEL"), .flexible("INSTANCES"))
        for aspect in flavour.scalingAspects {
            var lead: [String?] = [aspect.id, aspect.description]
            for (number, level) in aspect.levels.enumerated() {
                aspects.append(
                    lead[0], lead[1], "\(number)",
                    DescriptorWords.counts(level.vnfInstances.merging(level.nestedNSInstances) { first, _ in first }))
                lead = [" ", " "]
            }
        }
        table("Scaling", aspects)
    }

    private mutating func describe(_ graph: VNFFG) {
        var lines: [String] = []
        for path in graph.nfps {
            let traffic = path.classifierInWords
            let precedence = path.rules.map(\.precedence).max() ?? 0
            let positions = path.positions.map { position in
                let names = position.elements.map(Self.name).joined(separator: " | ")
                return position.elements.count > 1 || position.forwardingBehaviour != .lb
                    ? "\(names) [\(position.forwardingBehaviour.rawValue)]" : names
            }
            let title = "path \(path.id)  "
            lines.append(title + positions.joined(separator: " → "))
            lines.append(
                String(repeating: " ", count: Printable.width(title))
                    + "\(traffic.isEmpty ? "all traffic" : traffic), precedence \(precedence)")
        }
        let title = "Forwarding graph \(graph.id)" + (graph.description.isEmpty ? "" : ": \(graph.description)")
        lines.isEmpty ? heading(title) : list(title, lines)
    }

    private static func name(_ element: NfpPositionElement) -> String {
        guard let ingress = element.ingress.cpdID, let egress = element.egress.cpdID else {
            return element.ingress.profileID
        }
        return "\(element.ingress.profileID) (\(ingress == egress ? ingress : "\(ingress), \(egress)"))"
    }

    mutating func describe(_ pnfd: PNFD) {
        heading("PNF \(pnfd.name) \(pnfd.version) of \(pnfd.provider)")
        let place = pnfd.location.map { location in
            [location.countryCode] + location.civicAddress.map(\.value)
                + (location.coordinates.map { ["\($0.latitude) \($0.longitude), altitude \($0.altitude)"] } ?? [])
        }
        fields([
            "identifier": pnfd.id, "invariant": pnfd.invariantID, "external invariant": pnfd.externalInvariantID,
            "function": pnfd.functionDescription, "place": place?.joined(separator: ", "),
        ])
        var cps = Table(.left("CP"), .flexible("DESCRIPTION"), .left("CARRIES"), .left("FOR A SERVICE"))
        for cp in pnfd.externalCps {
            cps.append(cp.id, cp.description, DescriptorWords.protocols(cp.layerProtocols), cp.requirementName)
        }
        table("Connection points", cps)
        list("Rules", pnfd.securityGroupRules.map(Self.rule))
    }
}
