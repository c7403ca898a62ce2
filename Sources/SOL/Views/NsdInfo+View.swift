import MANOModel

extension SOL005.NsdInfo {
    init(_ info: NSDInfo) {
        let described = Set([info.descriptorPath, info.manifestPath].compactMap { $0 })
        self.init(
            id: info.id.rawValue,
            nsdId: info.nsd?.id,
            nsdName: info.nsd?.name,
            nsdVersion: info.nsd?.version,
            nsdDesigner: info.nsd?.designer,
            nsdInvariantId: info.nsd?.invariantID,
            vnfPkgIds: info.packageIDs.map(\.rawValue),
            pnfdInfoIds: nonEmpty(info.pnfdInfoIDs.map(\.rawValue)),
            nestedNsdInfoIds: nonEmpty(info.nestedInfoIDs.map(\.rawValue)),
            artifacts: nonEmpty(
                info.artifacts.filter { !described.contains($0.path) }.sorted { $0.path < $1.path }
                    .map { SOL005.NsdArchiveArtifactInfo(artifactPath: $0.path, checksum: SOL005.Checksum($0)) }),
            nsdOnboardingState: info.onboardingState.rawValue,
            onboardingFailureDetails: info.failure.map(SOL013.ProblemDetails.init),
            nsdOperationalState: info.operationalState.rawValue,
            nsdUsageState: info.usageState.rawValue,
            userDefinedData: nonEmpty(info.userDefinedData))
    }
}
