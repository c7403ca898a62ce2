import MANOModel

extension DescriptorText {
    mutating func describe(_ vnfd: VNFD) {
        heading("VNF \(vnfd.productName) \(vnfd.softwareVersion) of \(vnfd.provider)")
        let configurable = vnfd.configurableProperties
        let languages = vnfd.localizationLanguages.map {
            $0 == vnfd.defaultLocalizationLanguage ? "\($0) (default)" : $0
        }
        let product = [vnfd.productInfoName, vnfd.productInfoDescription].compactMap { $0 }
        fields([
            "identifier": vnfd.id, "version": vnfd.version, "product": product.joined(separator: ": "),
            "invariant": vnfd.externalInvariantID, "managers": vnfd.vnfmInfo.joined(separator: ", "),
            "languages": languages.joined(separator: ", "),
            "heals itself": configurable.isAutohealEnabled.map { $0 ? "yes" : "no" },
            "scales itself": configurable.isAutoscaleEnabled.map { $0 ? "yes" : "no" },
            "configurable": DescriptorWords.map(configurable.additional),
            "extensions": DescriptorWords.map(vnfd.modifiableAttributes.extensions),
            "metadata": DescriptorWords.map(vnfd.modifiableAttributes.metadata),
        ])
    }

    mutating func describe(_ flavour: DeploymentFlavour, of vnfd: VNFD) {
        let isDefault = vnfd.flavour(nil)?.id == flavour.id && vnfd.flavours.count > 1
        heading("Flavour \(flavour.id)\(isDefault ? " (default)" : "")")
        let operations = flavour.operations
        let scaling = [
            operations.scalingByMoreThanOneStepSupported ? "several steps at once" : nil,
            operations.arbitraryTargetLevelsSupported ? "to any level" : nil,
            operations.targetScaleLevelsSupported == true ? "from any level" : nil,
        ].compactMap { $0 }
        fields([
            "description": flavour.description,
            "instances": flavour.profile.map {
                DescriptorWords.bounds($0.minNumberOfInstances, $0.maxNumberOfInstances) + " in a service"
            },
            "scaling": scaling.joined(separator: ", "), "heals": operations.healCauses.joined(separator: ", "),
            "artifacts": flavour.artifacts.map { "\($0.id) (\($0.location))" }.joined(separator: ", "),
        ])
        describeLevels(flavour)
        describeVDUs(flavour)
        describeContainers(flavour)
        describeConnectivity(flavour)
        list(
            "Rules",
            flavour.placementRules.map(Self.rule)
                + flavour.placementGroups.map { "group \($0.id): \($0.memberIDs.joined(separator: ", "))" }
                + flavour.securityGroupRules.map(Self.rule)
                + flavour.indicators.map { "indicator \($0.name), reported by \($0.source)" })
        describe(flavour.inputs, flavour.interfaceOperations)
    }

    private mutating func describeLevels(_ flavour: DeploymentFlavour) {
        var levels = Table(.left("LEVEL"), .flexible("DESCRIPTION"), .flexible("INSTANCES"), .flexible("SCALE LEVELS"))
        for level in flavour.instantiationLevels {
            levels.append(
                level.id + (level.id == flavour.defaultInstantiationLevelID ? " (default)" : ""), level.description,
                DescriptorWords.counts(level.vduInstances), DescriptorWords.counts(level.scaleLevels))
        }
        table("Levels", levels)
        var aspects = Table(.left("ASPECT"), .flexible("DESCRIPTION"), .left("LEVELS"), .flexible("A STEP ADDS"))
        for aspect in flavour.scalingAspects {
            let steps = (0..<aspect.maxScaleLevel).map { step in
                aspect.vduDeltas.keys.sorted().compactMap { vdu in
                    let count = aspect.delta(ofVDU: vdu, step: step)
                    return count == 0 ? nil : "\(count) \(vdu)"
                }.joined(separator: ", ")
            }
            let isUniform = Set(steps).count == 1
            aspects.append(
                aspect.id, aspect.description, "0 to \(aspect.maxScaleLevel)",
                isUniform ? steps[0] : steps.joined(separator: "; then "))
        }
        table("Scaling", aspects)
    }

    private mutating func describeVDUs(_ flavour: DeploymentFlavour) {
        var vdus = Table(
            .left("VDU"), .left("INSTANCES"), .right("VCPUS"), .right("MEMORY"), .flexible("DISKS"), .flexible("NEEDS"))
        for vdu in flavour.vdus {
            let image = vdu.softwareImage.map { [DescriptorWords.bytes($0.minDiskBytes)] } ?? []
            let disks = image + vdu.storageIDs.compactMap { flavour.virtualStorage($0) }.map(Self.disk)
            vdus.append(
                vdu.id, DescriptorWords.bounds(vdu.profile.minNumberOfInstances, vdu.profile.maxNumberOfInstances),
                "\(vdu.compute.virtualCPUs)", DescriptorWords.bytes(vdu.compute.memoryBytes),
                disks.joined(separator: " + "), DescriptorWords.needs(vdu).joined(separator: ", "))
        }
        table("VDUs", vdus)
        for vdu in flavour.vdus {
            heading("VDU \(vdu.id)")
            let images = flavour.virtualStorages.filter { vdu.storageIDs.contains($0.id) }
                .compactMap { storage in storage.softwareImage.map { "\(storage.id): \(DescriptorWords.image($0))" } }
            let boot = vdu.bootData
            fields([
                "name": vdu.name == vdu.id ? nil : vdu.name, "description": vdu.description,
                "image": vdu.softwareImage.map(DescriptorWords.image),
                "disk images": images.joined(separator: ", "),
                "boot data": boot?.userData.map { _ in boot?.sourcePath ?? "in the descriptor" } ?? nil,
                "filled with": boot?.substitutions.keys.sorted().joined(separator: ", "),
                "told": boot.map { $0.keyValues.keys.sorted().joined(separator: ", ") },
                "artifacts": vdu.artifacts.map { "\($0.id) (\($0.location))" }.joined(separator: ", "),
                "metadata": DescriptorWords.map(vdu.metadata),
            ])
        }
    }

    static func disk(_ storage: VirtualStorage) -> String {
        switch storage.kind {
        case .block(let block): DescriptorWords.bytes(block.sizeBytes)
        case .object(let size): "object storage" + (size.map { " of \(DescriptorWords.bytes($0))" } ?? "")
        case .file(let size, let name, _): "\(DescriptorWords.bytes(size)) by \(name)"
        }
    }

    private mutating func describeContainers(_ flavour: DeploymentFlavour) {
        var units = Table(
            .left("CONTAINER VDU"), .left("INSTANCES"), .left("CONTAINER"), .flexible("IMAGE"), .right("CPU"),
            .right("MEMORY"))
        for unit in flavour.containerUnits {
            var lead: [String?] = [
                unit.id, DescriptorWords.bounds(unit.profile.minNumberOfInstances, unit.profile.maxNumberOfInstances),
            ]
            for container in unit.containers {
                units.append(
                    lead[0], lead[1], container.name, container.image?.location,
                    (container.requestedCPU ?? container.cpuLimit).map { "\($0) m" },
                    (container.requestedMemoryBytes ?? container.memoryLimitBytes).map(DescriptorWords.bytes))
                lead = [" ", " "]
            }
        }
        table("Container VDUs", units)
        list(
            "Deployed by",
            flavour.mciops.map { mciop in
                "\(mciop.id): \(mciop.unitIDs.joined(separator: ", ")), by "
                    + mciop.artifacts.map(\.location).joined(separator: ", ")
            })
        list(
            "Virtual CPs",
            flavour.virtualCps.map { cp in
                let ports = cp.services.flatMap(\.ports).map { "\($0.port)/\($0.protocolName)" }
                return "\(cp.id): \(cp.targetIDs.joined(separator: ", ")) \(ports.joined(separator: " "))"
            })
    }

    private mutating func describeConnectivity(_ flavour: DeploymentFlavour) {
        var cps = Table(
            .left("CP"), .left("OF"), .right("ORDER"), .left("KIND"), .left("CARRIES"), .flexible("ON"),
            .flexible("NOTE"))
        for cp in flavour.vduCps {
            let external = flavour.externalCps.first { $0.vduCpID == cp.id }
            let notes = [
                cp.description.isEmpty ? nil : cp.description, cp.isTrunk ? "trunk" : nil,
                cp.bitrate.map { DescriptorWords.bitrate($0) }, external?.isManagement == true ? "management" : nil,
                cp.securityGroupIDs.isEmpty ? nil : "let in by " + cp.securityGroupIDs.joined(separator: ", "),
            ]
            let wishes = cp.interfaceRequirements.map { requirement in
                [requirement.name, requirement.description, DescriptorWords.map(requirement.requirements)]
                    .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
            }
            cps.append(
                cp.id, cp.vduID, cp.order.map(String.init), cp.vnicType.rawValue,
                DescriptorWords.protocols(cp.layerProtocols),
                external.map { "outside" + ($0.requirementName.map { " (\($0))" } ?? "") } ?? cp.virtualLinkID,
                (notes.compactMap { $0 } + wishes).joined(separator: ", "))
        }
        for cp in flavour.vduSubCps {
            cps.append(
                cp.id, cp.trunkCpID, cp.order.map(String.init), cp.segmentationType ?? "sub-port",
                DescriptorWords.protocols(cp.layerProtocols), cp.virtualLinkID,
                cp.segmentationID.map { "segment \($0)" })
        }
        for cp in flavour.vipCps {
            cps.append(
                cp.id, cp.targetCpIDs.joined(separator: " "), nil, "virtual IP",
                DescriptorWords.protocols(cp.layerProtocols), cp.virtualLinkID, cp.function)
        }
        for cp in flavour.externalCps {
            guard case .virtualLink(let link) = cp.attachment else { continue }
            cps.append(
                cp.id, nil, nil, "external", DescriptorWords.protocols(cp.layerProtocols), link,
                cp.isManagement ? "management" : cp.description)
        }
        table("Connection points", cps)
        table("Links", Self.links(flavour.virtualLinks.map { ($0.id, $0.description, $0.connectivity, $0.profile) }))
    }

    static func links(_ links: [(String, String, ConnectivityType, VirtualLinkProfile)]) -> Table {
        var table = Table(
            .left("LINK"), .flexible("DESCRIPTION"), .left("CARRIES"), .left("PREFIX"), .left("BIT RATE"),
            .flexible("QUALITY"))
        for (id, description, connectivity, profile) in links {
            let l3 = profile.protocols.compactMap(\.l3)
            let quality = profile.qos.map { qos in
                "latency \(Format.duration(qos.latency)), variation \(Format.duration(qos.packetDelayVariation))"
            }
            table.append(
                id, description, DescriptorWords.protocols(connectivity.layerProtocols),
                l3.map(\.cidr).joined(separator: " "),
                profile.maxBitrate.root > 0 ? "up to \(DescriptorWords.bitrate(profile.maxBitrate.root))" : nil,
                quality)
        }
        return table
    }

    static func rule(_ rule: PlacementRule) -> String {
        "\(rule.kind == .affinity ? "together" : "apart") (\(rule.scope.rawValue)): \(rule.targetIDs.joined(separator: ", "))"
    }

    static func rule(_ rule: SecurityGroupRule) -> String {
        let ports = rule.ports == PortRange(0, 65535) ? "" : " \(rule.ports.inWords)"
        return "\(rule.id): \(rule.direction.rawValue) \(rule.etherType.rawValue) \(rule.ipProtocol.name)\(ports) at "
            + rule.targetCpIDs.joined(separator: ", ")
    }

    /// What can be handed in, and what is carried out by other means than the manager's own.
    mutating func describe(_ inputs: [DescriptorInput], _ operations: [LcmInterfaceOperation]) {
        var parameters = Table(.left("PARAMETER"), .left("TYPE"), .left("DEFAULT"), .flexible("DESCRIPTION"))
        for input in inputs {
            parameters.append(
                input.name + (input.isRequired ? " (required)" : ""), input.type,
                input.defaultValue.map { $0.text ?? DescriptorWords.map(["": $0]) }, input.description)
        }
        table("Parameters", parameters)
        list(
            "Operations",
            operations.map { operation in
                let name = [operation.interface, operation.id].compactMap { $0 }.joined(separator: ".")
                let takes = operation.additionalParameters.map(\.name).joined(separator: ", ")
                let by = ([operation.implementation].compactMap { $0 } + operation.dependencies).joined(separator: ", ")
                return name + (by.isEmpty ? "" : " by \(by)") + (takes.isEmpty ? "" : ", takes \(takes)")
            })
    }
}
