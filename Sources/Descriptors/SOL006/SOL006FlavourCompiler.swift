import MANOModel

/// Compiles one deployment flavour of a VNFD.
struct SOL006FlavourCompiler {
    let parts: SOL006Parts
    let df: DataNode
    /// The VDUs that the flavour has a profile of.
    let vduIDs: Set<String>

    init(parts: SOL006Parts, df: DataNode) {
        self.parts = parts
        self.df = df
        vduIDs = Set(df.list("vdu-profile").map(\.id))
    }

    var vnfd: DataNode { parts.vnfd }
    var log: DiagnosticLog { parts.log }

    func compile() -> DeploymentFlavour {
        var flavour = DeploymentFlavour(
            id: df.id, description: df.string("description") ?? "", defaultInstantiationLevelID: "")
        let profiles = Dictionary(df.list("vdu-profile").map { ($0.id, $0) }) { first, _ in first }
        let vdus = vnfd.list("vdu").filter { profiles[$0.id] != nil }
        for vdu in vdus { compile(vdu, profiles[vdu.id], &flavour) }
        compileStorages(vdus, &flavour)
        compileContainers(&flavour)
        compileCps(vdus, &flavour)
        compileExternalCps(vdus, &flavour)
        compileLinks(&flavour)
        compileScaling(&flavour)
        compileRules(&flavour)
        compileLifecycle(&flavour)
        // Profiles that are missing, or of no VDU, were told.
        let isTold =
            log.has(.sol006Elements, at: df.place) || df.list("vdu-profile").contains { $0["id"]?.target == nil }
        if flavour.vdus.isEmpty, flavour.mciops.isEmpty, !isTold {
            log.report(.vduMissing, at: df.place, "the deployment flavour has no VDU", "add a `vdu-profile`")
        }
        return flavour
    }

    // MARK: - VDUs

    private func compile(_ node: DataNode, _ profile: DataNode?, _ flavour: inout DeploymentFlavour) {
        var vdu = VDU(
            id: node.id, name: node.string("name") ?? node.id, description: node.string("description") ?? "",
            compute: SOL006Compute.compile(
                parts.entry("virtual-compute-desc", node.string("virtual-compute-desc")), log),
            storageIDs: node.strings("virtual-storage-desc"), softwareImage: parts.image(node.string("sw-image-desc")),
            profile: VduProfile(
                minNumberOfInstances: profile?.int("min-number-of-instances") ?? 1,
                maxNumberOfInstances: profile?.int("max-number-of-instances") ?? 1,
                maintenance: profile.flatMap { SOL006Data.maintenance($0) }),
            nfviConstraints: SOL006Data.assignments(node.strings("nfvi-constraint")),
            monitoringParameters: SOL006Data.monitoring(node.list("monitoring-parameter")),
            configurableProperties: SOL006Data.values(node.pairs("configurable-properties")))
        let order = node.list("boot-order").sorted { ($0.int("key") ?? 0) < ($1.int("key") ?? 0) }
            .compactMap { $0.string("value") }
        if !order.isEmpty {
            vdu.bootsFromStoragesInOrder = true
            vdu.storageIDs = order + vdu.storageIDs.filter { !order.contains($0) }
        }
        vdu.bootData = bootData(node, &flavour)
        let hasImage =
            vdu.softwareImage != nil
            || node.list("virtual-storage-desc").contains { storage in
                parts.entry("virtual-storage-desc", storage.value)?["block-storage-data"]?["sw-image-desc"] != nil
            }
        // A name that leads to no image was told.
        if !hasImage, node["sw-image-desc"] == nil {
            log.report(
                .vduImage, at: node.place, severity: .warning,
                "the VDU `\(node.id)` has no software image to boot from", "add `sw-image-desc`")
        }
        if let alternatives = node["alternative-sw-image-desc"] {
            log.report(
                .sol006Unmapped, at: alternatives.namePlace,
                "`alternative-sw-image-desc` names images for other kinds of VIM", "nothing needs to be done")
        }
        for name in ["alarm", "supplemental-boot-data", "pdu-type"] {
            guard let extra = node[name] else { continue }
            log.report(
                .sol006Unmapped, at: extra.namePlace, "nothing uses `\(name)` of the VDU `\(node.id)`",
                "remove it, or say it otherwise; see Docs/sol006.md")
        }
        flavour.vdus.append(vdu)
    }

    // MARK: - Storages

    /// In Open Source MANO a VDU's first storage without a type is the disk that its image is put on.
    private func compileStorages(_ vdus: [DataNode], _ flavour: inout DeploymentFlavour) {
        var used: Set<String> = []
        var bootImages: [String: SoftwareImage] = [:]
        for index in flavour.vdus.indices {
            used.formUnion(flavour.vdus[index].storageIDs)
            guard let first = flavour.vdus[index].storageIDs.first,
                let node = parts.entry("virtual-storage-desc", first), node["size-of-storage"] != nil,
                ["block", "ephemeral-storage"].contains(node.string("type-of-storage") ?? ""),
                let image = flavour.vdus[index].softwareImage, bootImages[first] == nil || bootImages[first] == image
            else { continue }
            bootImages[first] = image
            flavour.vdus[index].softwareImage = nil
        }
        for node in vnfd.list("virtual-storage-desc") where used.contains(node.id) {
            flavour.virtualStorages.append(storage(node, image: bootImages[node.id]))
        }
    }

    private func storage(_ node: DataNode, image: SoftwareImage?) -> VirtualStorage {
        switch node.string("type-of-storage") {
        case "object":
            return VirtualStorage(
                id: node.id,
                kind: .object(
                    maxSizeBytes: SOL006Data.bytes(node["object-storage-data"], "max-size-of-storage", log)))
        case "file":
            let data = node["file-storage-data"]
            let link = data?["int-virtual-link-desc"]
            // The modules' path leads to images: what names one says nothing about a link.
            let isLink = link?.target?.parent?.schema.name == "int-virtual-link-desc"
            return VirtualStorage(
                id: node.id,
                kind: .file(
                    sizeBytes: SOL006Data.bytes(data, "size-of-storage", log, zero: .warning) ?? 0,
                    protocolName: data?.string("file-system-protocol") ?? "cifs",
                    virtualLinkID: isLink ? link?.value : nil))
        default:
            // Up to 2.6.1, and in Open Source MANO, the size stands without a container.
            let data = node["block-storage-data"] ?? node
            return VirtualStorage(
                id: node.id, kind: .block(SOL006Compute.block(data, log)),
                softwareImage: parts.image(data["sw-image-desc"]?.value) ?? image)
        }
    }

    // MARK: - Boot data

    private func bootData(_ vdu: DataNode, _ flavour: inout DeploymentFlavour) -> BootData? {
        if let text = vdu.string("boot-data") { return BootData(userData: BootText(text)) }
        if let leaf = vdu["cloud-init"], let text = leaf.value {
            return templated(BootData(userData: BootText(text)), text, leaf, &flavour)
        }
        guard let leaf = vdu["cloud-init-file"], let name = leaf.value else { return nil }
        let folder = PackagePath.folder(of: leaf.place.file)
        let candidates = ["cloud_init/", "cloud-init/", ""].map { folder + $0 + name }
        guard let path = candidates.first(where: { parts.files.texts[$0] != nil }), let bytes = parts.files.texts[path]
        else {
            log.report(
                parts.files.sizes == nil || parts.files.isFolder ? .bootData : .artifactMissing, at: leaf.place,
                severity: parts.files.sizes == nil || parts.files.isFolder ? .warning : .error,
                "the file `\(name)` of the boot data is not in the package", "add it as `\(candidates[0])`")
            return BootData(sourcePath: candidates[0])
        }
        let text = parts.texts.text(path, bytes)
        return templated(BootData(userData: BootText(text), sourcePath: path), text, leaf, &flavour)
    }

    /// `{{ name }}` in Open Source MANO's files stands for what an instantiation hands in.
    private func templated(
        _ data: BootData, _ text: String, _ leaf: DataNode, _ flavour: inout DeploymentFlavour
    ) -> BootData {
        var data = data
        // One text may be that of many VDUs.
        guard log.spend(text.utf8.count * 2, at: leaf.place) else { return data }
        let names = BootPlaceholders.names(in: text)
        for name in names { data.substitutions[name] = BootText([.input(name)]) }
        guard log.spend(names.isEmpty ? 0 : flavour.inputs.count * 4, at: leaf.place) else { return data }
        let known = Set(names.isEmpty ? [] : flavour.inputs.map(\.name))
        flavour.inputs += names.filter { !known.contains($0) }.map { DescriptorInput(name: $0) }
        return data
    }
}
