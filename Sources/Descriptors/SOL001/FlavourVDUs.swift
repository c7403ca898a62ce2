import MANOModel
import YAML

/// VDUs and what they are made of.
extension FlavourCompiler {
    func compileVDUs(_ flavour: inout DeploymentFlavour) {
        let cps = Dictionary(
            grouping: topology.nodes(of: "tosca.nodes.nfv.VduCp"),
            by: { $0.requirement("virtual_binding")?.target ?? "" })
        let storagesWithImage = Set(flavour.virtualStorages.filter { $0.softwareImage != nil }.map(\.id))
        for node in topology.nodes(of: "tosca.nodes.nfv.Vdu.Compute") {
            let properties = node.properties
            let profile = properties["vdu_profile"]
            var vdu = VDU(
                id: node.name, name: properties["name"]?.string ?? node.name,
                description: properties["description"]?.string ?? "",
                compute: compute(node.capabilities["virtual_compute"]), storageIDs: storages(of: node),
                softwareImage: image(of: node),
                bootsFromStoragesInOrder: properties["boot_order"].map { $0.bool ?? !$0.strings.isEmpty } ?? false,
                bootData: bootData(properties["boot_data"], of: node.name),
                profile: VduProfile(
                    minNumberOfInstances: profile?["min_number_of_instances"]?.int ?? 0,
                    maxNumberOfInstances: profile?["max_number_of_instances"]?.int ?? 0,
                    maintenance: SharedData.maintenance(profile?["nfvi_maintenance_info"])),
                nfviConstraints: SharedData.constraints(properties["nfvi_constraints"]),
                monitoringParameters: SharedData.monitoringParameters(properties["monitoring_parameters"]),
                configurableProperties: SharedData.values(properties["configurable_properties"]),
                artifacts: artifacts(of: node))
            var metadata = OwnMetadata(of: node, log: log)
            vdu.readiness = readiness(&metadata, of: node, cps: (cps[node.name] ?? []).map(\.name))
            vdu.metadata = metadata.rest()
            if let least = profile?["min_number_of_instances"]?.int,
                let most = profile?["max_number_of_instances"]?.int,
                least > most
            {
                log.report(
                    .vduProfile, at: profile?.place ?? node.place,
                    "the VDU `\(node.name)` has at least \(least) and at most \(most) instances",
                    "let `max_number_of_instances` be the greater")
            }
            if vdu.softwareImage == nil, storagesWithImage.isDisjoint(with: vdu.storageIDs), !hasImageArtifact(node),
                ([node.name] + vdu.storageIDs).allSatisfy({ log.knowsAll(of: $0) })
            {
                log.report(
                    .vduImage, at: node.place, severity: .warning,
                    "the VDU `\(node.name)` has no software image to boot from",
                    "give it, or a storage of it, an artifact of type `tosca.artifacts.nfv.SwImage`")
            }
            flavour.vdus.append(vdu)
        }
        if flavour.vdus.isEmpty, flavour.containerUnits.isEmpty, log.knowsAll() {
            log.report(
                .vduMissing, at: topology.place, "the deployment flavour has no VDU",
                "add a node of type `tosca.nodes.nfv.Vdu.Compute`")
        }
    }

    /// Up to 2.6.1 `boot_order` named the storages themselves: those come first.
    private func storages(of node: CheckedNode) -> [String] {
        let all = node.targets(of: "virtual_storage")
        let first = (node.properties["boot_order"]?.strings ?? []).filter(all.contains)
        return first + all.filter { !first.contains($0) }
    }

    func compileStorages(_ flavour: inout DeploymentFlavour) {
        for node in topology.nodes {
            let kind: VirtualStorage.Kind
            if node.type.derives(from: "tosca.nodes.nfv.Vdu.VirtualBlockStorage") {
                kind = .block(block(node.properties["virtual_block_storage_data"]))
            } else if node.type.derives(from: "tosca.nodes.nfv.Vdu.VirtualObjectStorage") {
                kind = .object(
                    maxSizeBytes: node.properties["virtual_object_storage_data"]?["max_size_of_storage"]?.wholeQuantity)
            } else if node.type.derives(from: "tosca.nodes.nfv.Vdu.VirtualFileStorage") {
                let data = node.properties["virtual_file_storage_data"]
                kind = .file(
                    sizeBytes: positive(data?["size_of_storage"], "size_of_storage"),
                    protocolName: data?["file_system_protocol"]?.string ?? "nfs",
                    virtualLinkID: node.requirement("virtual_link")?.target)
            } else {
                continue
            }
            flavour.virtualStorages.append(
                VirtualStorage(
                    id: node.name, kind: kind, softwareImage: image(of: node),
                    maintenance: SharedData.maintenance(node.properties["nfvi_maintenance_info"]),
                    isPerVnfcInstance: node.properties["per_vnfc_instance"]?.bool))
        }
    }

    /// Bytes; nothing can be made of 0. A storage of 0 may be as large as its image.
    private func positive(_ value: CheckedValue?, _ name: String, else severity: Diagnostic.Severity = .warning) -> Int
    {
        // What is missing or wrong was told.
        guard let value, let bytes = value.wholeQuantity else { return 0 }
        if bytes == 0 {
            log.report(
                .propertyConstraint, at: value.place, severity: severity, "`\(name)` is 0 bytes",
                "write how much is needed, such as `1 GiB`")
        }
        return bytes
    }

    private func block(_ value: CheckedValue?) -> BlockStorage {
        BlockStorage(
            sizeBytes: positive(value?["size_of_storage"], "size_of_storage"),
            isRDMAEnabled: value?["rdma_enabled"]?.bool ?? false,
            requirements: value?["vdu_storage_requirements"]?.stringMap ?? [:])
    }

    private func compute(_ value: CheckedValue?) -> VirtualCompute {
        let cpu = value?["virtual_cpu"]
        let memory = value?["virtual_memory"]
        let pinning = cpu?["virtual_cpu_pinning"]
        let memoryRequirements = memory?["vdu_mem_requirements"]?.stringMap ?? [:]
        var compute = VirtualCompute(
            virtualCPUs: cpu?["num_virtual_cpu"]?.int ?? 1,
            memoryBytes: positive(memory?["virtual_mem_size"], "virtual_mem_size", else: .error),
            cpuArchitecture: cpu?["cpu_architecture"]?.string, cpuClockHertz: cpu?["virtual_cpu_clock"]?.double,
            cpuOversubscriptionPolicy: cpu?["virtual_cpu_oversubscription_policy"]?.string,
            cpuPinningPolicy: pinning?["virtual_cpu_pinning_policy"]?.string.flatMap { CPUPinningPolicy(rawValue: $0) },
            cpuPinningRules: pinning?["virtual_cpu_pinning_rule"]?.strings ?? [],
            cpuRequirements: cpu?["vdu_cpu_requirements"]?.stringMap ?? [:],
            memoryOversubscriptionPolicy: memory?["virtual_mem_oversubscription_policy"]?.string,
            memoryRequirements: memoryRequirements, isNUMAEnabled: memory?["numa_enabled"]?.bool ?? false,
            computeRequirements: value?["compute_requirements"]?.stringMap ?? [:],
            localStorages: value?["virtual_local_storage"]?.list.map { block($0) } ?? [])
        compute.hugePages = SharedData.hugePages(memory?["huge_pages_requirements"])
        if let key = PageSize.misread(in: memoryRequirements), let text = memoryRequirements[key] {
            let requirements = memory?["vdu_mem_requirements"]
            log.report(
                .propertyConstraint, at: requirements?[key]?.place ?? requirements?.place ?? topology.place,
                severity: .warning, "`\(key)` is `\(text)`, which is no size of pages",
                "write `large`, `small`, or a size such as `2 MiB` or `1 GiB`")
        }
        compute.pageSize =
            PageSize(requirements: memoryRequirements)
            ?? (compute.hugePages.count == 1 ? .bytes(compute.hugePages[0].pageSizeBytes) : nil)
        compute.logicalNodes = SharedData.logicalNodes(value?["logical_node"])
        if compute.isNUMAEnabled, !compute.logicalNodes.isEmpty { compute.numaNodes = compute.logicalNodes.count }
        compute.requestedCapabilities = SharedData.requestedCapabilities(value?["requested_additional_capabilities"])
        return compute
    }

    // MARK: - Images

    private func hasImageArtifact(_ node: CheckedNode) -> Bool {
        node.artifacts.contains { $0.type.derives(from: "tosca.artifacts.nfv.SwImage") }
    }

    /// - Parameter isContainer: its images may be in a registry, and are no disks.
    func image(of node: CheckedNode, isContainer: Bool = false) -> SoftwareImage? {
        let artifacts = node.artifacts.filter { $0.type.derives(from: "tosca.artifacts.nfv.SwImage") }
        guard let artifact = artifacts.first else { return nil }
        for other in artifacts.dropFirst() {
            log.report(
                .vduImage, at: other.place, "`\(node.name)` has a second software image, `\(other.name)`", "keep one")
        }
        // Up to 2.6.1 the data stood in a property of the node.
        guard let data = artifact.properties ?? node.properties["sw_image_data"] else {
            log.report(
                .vduImage, at: artifact.place, "the software image of `\(node.name)` has no data",
                "give the artifact `properties` with name, version, checksum, formats and sizes")
            return nil
        }
        let checksum = data["checksum"]
        let algorithm = checksum?["algorithm"]?.string.flatMap { HashAlgorithm(rawValue: $0.lowercased()) } ?? .sha256
        let hash = checksum?["hash"]?.string?.lowercased() ?? ""
        if !hash.isEmpty,
            hash.utf8.count != algorithm.hexadecimalDigits
                || !hash.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) })
        {
            log.report(
                .imageChecksum, at: checksum?["hash"]?.place ?? artifact.place,
                "the checksum of `\(artifact.name)` is no \(algorithm.rawValue)",
                "write \(algorithm.hexadecimalDigits) hexadecimal digits")
        }
        let image = SoftwareImage(
            id: artifact.name, name: data["name"]?.string ?? artifact.name, version: data["version"]?.string ?? "",
            provider: data["provider"]?.string, checksum: Checksum(algorithm: algorithm, hash: hash),
            containerFormat: data["container_format"]?.string ?? "bare",
            diskFormat: data["disk_format"]?.string ?? "qcow2",
            minDiskBytes: data["min_disk"]?.wholeQuantity ?? 0, minRAMBytes: data["min_ram"]?.wholeQuantity,
            sizeBytes: data["size"]?.wholeQuantity ?? 0, operatingSystem: data["operating_system"]?.string,
            supportedVirtualisationEnvironments: data["supported_virtualisation_environments"]?.strings ?? [],
            location: location(artifact.file, artifact.place, isOptional: isContainer))
        if isContainer { return image }
        images.add(
            .init(
                image: image, place: artifact.place, hashPlace: checksum?["hash"]?.place ?? artifact.place,
                sizePlace: data["size"]?.place ?? artifact.place))
        return image
    }

    /// A file's path from the root of the package. Paths count from the folder of the file that names them (TOSCA), but
    /// many packages count from the root: what exists decides.
    ///
    /// - Parameter isOptional: a file that is not there is none of the caller's business.
    func location(_ path: String, _ place: Place, isOptional: Bool = false) -> String {
        if path.contains("://") { return path }
        let relative = PackagePath.resolve(path, from: place.file)
        let fromRoot = PackagePath.normalise(path)
        if let relative, files.contains(relative) { return relative }
        if let fromRoot, files.contains(fromRoot) { return fromRoot }
        if let sizes = files.sizes, !isOptional {
            let isFolder = files.isFolder
            log.report(
                isFolder ? .packageImageAbsent : .artifactMissing, at: place,
                "the file `\(path)` is not in the package",
                isFolder
                    ? "it is needed when the package is packed"
                    : NearestName.remedy(
                        for: path, among: sizes.keys.map { PackagePath.relative($0, from: place.file) },
                        else: "add it, or correct the path"))
        }
        return isOptional ? path : relative ?? fromRoot ?? path
    }

    // MARK: - Boot data

    private func bootData(_ value: CheckedValue?, of vdu: String) -> BootData? {
        guard let value, let data = bootData(value) else { return nil }
        let content = value["content_or_file_data"]
        let place = content?["content"]?.place ?? content?["source_path"]?.place ?? value.place
        for name in BootPlaceholders.open(in: data) {
            log.report(
                .bootPlaceholder, at: place, "the boot data of `\(vdu)` has `{{\(name)}}`, which nothing fills",
                NearestName.remedy(
                    for: name, among: data.substitutions.keys.sorted(),
                    else:
                        "add `data: { \(name): … }` beside it; in a text that cloud-init fills, begin with `## template: jinja`"
                ))
        }
        return data
    }

    private func bootData(_ value: CheckedValue) -> BootData? {
        // Up to 2.6.1 it was a text.
        if let text = value.bootText { return BootData(userData: text) }
        var data = BootData()
        for pair in value["kvp_data"]?["data"]?.map ?? [] { data.keyValues[pair.name] = pair.value.bootText }
        data.vimType = value["vim_specific_properties"]?["vim_type"]?.string
        data.vimProperties = value["vim_specific_properties"]?["properties"]?.stringMap ?? [:]
        guard let content = value["content_or_file_data"] else { return data }
        for pair in content["data"]?.map ?? [] { data.substitutions[pair.name] = pair.value.bootText }
        data.destinationPath = content["destination_path"]?.string
        data.userData = content["content"]?.bootText
        if let path = content["source_path"], let name = path.string {
            if content["content"] != nil {
                log.report(
                    .bootData, at: path.place, "boot data has both `content` and `source_path`", "keep one of them")
            }
            let location = location(name, path.place)
            data.sourcePath = location
            if let bytes = files.texts[location] {
                data.userData = BootText(texts.text(location, bytes))
            } else if files.sizes?[location] != nil {
                log.report(
                    .bootData, at: path.place, "the file `\(name)` is too large for boot data", "keep it below 1 MiB")
            } else if files.sizes == nil {
                log.report(
                    .bootData, at: path.place, "the file `\(name)` can't be read without its package",
                    "validate the package")
            }
        } else if content["content"] == nil, content["source_path"] == nil {
            log.report(
                .bootData, at: content.place, "boot data has neither `content` nor `source_path`", "add one of them")
        }
        return data
    }
}

extension HashAlgorithm {
    var hexadecimalDigits: Int {
        switch self {
        case .sha224: 56
        case .sha256: 64
        case .sha384: 96
        case .sha512: 128
        }
    }
}
