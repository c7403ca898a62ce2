import MANOModel

/// A VNFD's parts by their identifiers, and the names that they have in the model.
final class SOL006Parts {
    let vnfd: DataNode
    let files: DescriptorFiles
    let log: DiagnosticLog
    let images: ImageReferences
    let isOSM: Bool
    let texts = DecodedTexts()

    /// Names of internal CPs by their nodes: the identifier, with the VDU's before it where two VDUs have the same.
    private(set) var cpNames: [ObjectIdentifier: String] = [:]
    private var cps: [String: DataNode] = [:]
    private var lists: [String: [String: DataNode]] = [:]
    private var compiledImages: [String: SoftwareImage] = [:]

    init(_ vnfd: DataNode, files: DescriptorFiles, log: DiagnosticLog, images: ImageReferences, isOSM: Bool) {
        self.vnfd = vnfd
        self.files = files
        self.log = log
        self.images = images
        self.isOSM = isOSM
        for name in [
            "vdu", "virtual-compute-desc", "virtual-storage-desc", "sw-image-desc", "int-virtual-link-desc", "vip-cpd",
        ] {
            lists[name] = Dictionary(vnfd.list(name).map { ($0.id, $0) }) { first, _ in first }
        }
        var counts: [String: Int] = [:]
        for vdu in vnfd.list("vdu") { for cp in vdu.list("int-cpd") { counts[cp.id, default: 0] += 1 } }
        for vdu in vnfd.list("vdu") {
            for cp in vdu.list("int-cpd") {
                cpNames[ObjectIdentifier(cp)] = counts[cp.id] == 1 ? cp.id : "\(vdu.id).\(cp.id)"
                cps["\(vdu.id)\u{0}\(cp.id)"] = cp
            }
        }
    }

    func entry(_ list: String, _ id: String?) -> DataNode? { id.flatMap { lists[list]?[$0] } }

    func name(of cp: DataNode) -> String { cpNames[ObjectIdentifier(cp)] ?? cp.id }

    func cp(_ id: String?, ofVDU vdu: String?) -> DataNode? {
        guard let id, let vdu else { return nil }
        return cps["\(vdu)\u{0}\(id)"]
    }

    // MARK: - Images

    /// The image with an identifier, compiled once.
    func image(_ id: String?) -> SoftwareImage? {
        guard let id, let node = entry("sw-image-desc", id) else { return nil }
        if let image = compiledImages[id] { return image }
        let checksum = node["checksum"]
        let algorithm = checksum?.string("algorithm").flatMap { HashAlgorithm(rawValue: $0) } ?? .sha256
        let image = SoftwareImage(
            id: id, name: node.string("name") ?? id, version: node.string("version") ?? "",
            provider: node.string("provider"),
            checksum: Checksum(algorithm: algorithm, hash: checksum?.string("hash")?.lowercased() ?? ""),
            containerFormat: node.string("container-format") ?? "bare",
            diskFormat: node.string("disk-format") ?? "qcow2",
            minDiskBytes: SOL006Data.bytes(node, "min-disk", log) ?? 0,
            minRAMBytes: SOL006Data.bytes(node, "min-ram", log),
            sizeBytes: SOL006Data.bytes(node, "size", log) ?? 0, operatingSystem: node.string("operating-system"),
            supportedVirtualisationEnvironments: node.strings("supported-virtualization-environment"),
            location: location(node))
        checkHash(image, node)
        compiledImages[id] = image
        images.add(
            .init(
                image: image, place: node.place, hashPlace: checksum?["hash"]?.place ?? node.place,
                sizePlace: node["size"]?.place ?? node.place, sizeGranularity: SOL006Data.gigabyte,
                isHashRequired: false))
        return image
    }

    private func checkHash(_ image: SoftwareImage, _ node: DataNode) {
        let hash = image.checksum.hash
        let digits = image.checksum.algorithm.hexadecimalDigits
        guard !hash.isEmpty, let place = node["checksum"]?["hash"]?.place else { return }
        if hash.utf8.count == digits, hash.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) { return }
        // What is fetched later is refused then; what is in the package is refused now.
        log.report(
            .imageChecksum, at: place, severity: image.isRemote ? .warning : .error,
            "the checksum of `\(image.id)` is no \(image.checksum.algorithm.rawValue)"
                + (image.isRemote ? ", so the image will be refused when it is fetched" : ""),
            "write \(digits) hexadecimal digits")
    }

    /// A path in the package, or a URL. Open Source MANO writes names that an image has at the VIM.
    private func location(_ node: DataNode) -> String {
        let name = node.id
        guard let leaf = node["image"], let text = leaf.value, text != "." else {
            log.report(
                .sol006Image, at: node.place, severity: .warning, "the image `\(name)` does not say where its file is",
                "write `image` with a path in the package, or a URL")
            return node.string("name") ?? name
        }
        if text.contains("://") { return text }
        // From the root of the package, or from the descriptor's folder, where Open Source MANO has it.
        let folder = PackagePath.folder(of: leaf.place.file)
        let candidates = [text, folder + text, folder + "images/" + text].compactMap { PackagePath.normalise($0) }
        if let found = candidates.first(where: { files.contains($0) }) { return found }
        if isOSM || files.sizes == nil {
            log.report(
                .sol006Image, at: leaf.place, severity: .warning,
                "the image `\(text)` is neither in the package nor a URL",
                "add the file, or write a URL; names of images at a VIM lead nowhere here")
        } else {
            log.report(
                files.isFolder ? .packageImageAbsent : .artifactMissing, at: leaf.place,
                "the file `\(text)` is not in the package",
                NearestName.remedy(
                    for: text, among: files.sizes.map { Array($0.keys) } ?? [], else: "add it, or correct the path"))
        }
        return candidates.first ?? text
    }
}
