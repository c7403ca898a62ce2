import MANOModel

extension SOL005.PnfdInfo {
    init(_ info: PNFDInfo) {
        let described = Set([info.descriptorPath, info.manifestPath].compactMap { $0 })
        self.init(
            id: info.id.rawValue, pnfdId: info.pnfd?.id, pnfdName: info.pnfd?.name, pnfdVersion: info.pnfd?.version,
            pnfdProvider: info.pnfd?.provider, pnfdInvariantId: info.pnfd?.invariantID,
            artifacts: nonEmpty(
                info.artifacts.filter { !described.contains($0.path) }.sorted { $0.path < $1.path }
                    .map { SOL005.NsdArchiveArtifactInfo(artifactPath: $0.path, checksum: SOL005.Checksum($0)) }),
            pnfdOnboardingState: info.onboardingState.rawValue,
            onboardingFailureDetails: info.failure.map(SOL013.ProblemDetails.init),
            pnfdUsageState: info.usageState.rawValue, userDefinedData: nonEmpty(info.userDefinedData))
    }
}
