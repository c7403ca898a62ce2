import MANOModel

extension SOL005.VnfPkgInfo {
    init(_ package: VNFPackage) {
        let vnfd = package.vnfd
        let images = vnfd.map { Self.images(of: $0) } ?? []
        let described = Set(images.map(\.location)).union(
            [package.descriptorPath, package.manifestPath].compactMap { $0 })
        self.init(
            id: package.id.rawValue,
            vnfdId: vnfd?.id,
            vnfProvider: vnfd?.provider,
            vnfProductName: vnfd?.productName,
            vnfSoftwareVersion: vnfd?.softwareVersion,
            vnfdVersion: vnfd?.version,
            checksum: package.contentHash.map { SOL005.Checksum(algorithm: "SHA-256", hash: $0) },
            // The manifest has the digest of each file (SOL004 5.1).
            packageSecurityOption: package.inventory.map(\.securityOption)
                ?? (vnfd != nil && package.manifestPath != nil ? "OPTION_1" : nil),
            softwareImages: vnfd.map { vnfd in
                images.map { SOL005.VnfPackageSoftwareImageInfo($0, vnfd: vnfd, createdAt: package.createdAt) }
            },
            additionalArtifacts: nonEmpty(
                package.artifacts.filter { !described.contains($0.path) }.sorted { $0.path < $1.path }
                    .map { artifact in
                        SOL005.VnfPackageArtifactInfo(
                            artifactPath: artifact.path, checksum: SOL005.Checksum(artifact), isEncrypted: false,
                            nonManoArtifactSetId: package.inventory?.nonMANOSets[artifact.path])
                    }),
            onboardingState: package.onboardingState.rawValue,
            operationalState: package.operationalState.rawValue,
            usageState: package.usageState.rawValue,
            vnfmInfo: vnfd.flatMap { nonEmpty($0.vnfmInfo) },
            userDefinedData: nonEmpty(package.userDefinedData),
            onboardingFailureDetails: package.failure.map(SOL013.ProblemDetails.init))
    }

    /// The images of all flavours, each once.
    private static func images(of vnfd: VNFD) -> [SoftwareImage] {
        var images: [String: SoftwareImage] = [:]
        for flavour in vnfd.flavours {
            for image in flavour.vdus.compactMap(\.softwareImage) + flavour.virtualStorages.compactMap(\.softwareImage)
            {
                images[image.id] = image
            }
        }
        return images.values.sorted { $0.id < $1.id }
    }
}

extension SOL005.Checksum {
    init(_ artifact: PackageArtifact) {
        self.init(algorithm: artifact.algorithm, hash: artifact.hash)
    }
}
