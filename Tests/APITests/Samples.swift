import FoundationEssentials
import MANOModel

/// Resources as the services would have them.
enum Samples {
    static let start = Date(timeIntervalSince1970: 1_700_000_000)

    static let vnfd: VNFD = {
        let image = SoftwareImage(
            id: "image", name: "vfw", version: "1.0", checksum: Checksum(algorithm: .sha256, hash: "ab"),
            containerFormat: "bare", diskFormat: "qcow2", minDiskBytes: 1 << 30, sizeBytes: 1 << 26,
            location: "Files/images/vfw.qcow2")
        let vdu = VDU(
            id: "vdu", name: "vdu", compute: VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 27), softwareImage: image,
            profile: VduProfile(minNumberOfInstances: 1, maxNumberOfInstances: 2))
        return VNFD(
            id: "vnfd-1", version: "1.0", provider: "Manifold", productName: "vfw", softwareVersion: "1.0",
            vnfmInfo: ["0:manifold"],
            flavours: [DeploymentFlavour(id: "simple", vdus: [vdu], defaultInstantiationLevelID: "default")])
    }()

    static func package(_ id: String, onboarded: Bool = true) -> VNFPackage {
        var package = VNFPackage(
            id: Identifier(id), userDefinedData: ["site": .string("a")], createdAt: start)
        guard onboarded else { return package }
        package.onboardingState = .onboarded
        package.operationalState = .enabled
        package.vnfd = vnfd
        package.contentHash = "cd"
        package.manifestPath = "vfw.mf"
        package.descriptorPath = "Definitions/vfw.yaml"
        package.artifacts = [
            PackageArtifact(path: "Files/images/vfw.qcow2", size: 1 << 26, algorithm: "SHA-256", hash: "ab"),
            PackageArtifact(path: "Files/rules.nft", size: 10, algorithm: "SHA-256", hash: "ef"),
        ]
        return package
    }

    static func failedPackage(_ id: String) -> VNFPackage {
        var package = VNFPackage(id: Identifier(id), createdAt: start)
        package.onboardingState = .error
        package.failure = refusal
        return package
    }

    /// Of a package, with what was found in it.
    static let refusal = ManifoldError(
        .unprocessable, "vfw.yaml:3:1: no such type", remedy: "use tosca.nodes.nfv.VNF",
        findings: [
            DescriptorFinding(
                rule: "type-unknown", severity: "error", file: "vfw.yaml", line: 3, column: 1, message: "no such type",
                remedy: "use tosca.nodes.nfv.VNF")
        ])

    static func nsdInfo(_ id: String) -> NSDInfo {
        NSDInfo(
            id: Identifier(id), onboardingState: .onboarded, operationalState: .enabled,
            userDefinedData: ["a": .integer(1)],
            nsd: NSD(id: "nsd-1", invariantID: "nsd", name: "secure-access", designer: "Manifold", version: "1.0"),
            packageIDs: ["p1"], pnfdInfoIDs: ["b1"], nestedInfoIDs: ["n0"],
            artifacts: [PackageArtifact(path: "Files/notes.txt", size: 3, algorithm: "SHA-256", hash: "aa")],
            createdAt: start)
    }

    static func connectionPoint(_ id: String, external: String?) -> ConnectionPoint {
        ConnectionPoint(
            id: Identifier(id), cpdID: "cp", externalCPDID: external, networkID: "net-1", segment: 100,
            macAddress: "02:00:00:00:00:01", addresses: ["10.0.0.5/24"], portName: "mfabc", portNumber: 4)
    }

    static func vnf(_ id: String, instantiated: Bool) -> VNFInstance {
        VNFInstance(
            id: Identifier(id), name: "fw", description: "a firewall", vnfdID: "vnfd-1", packageID: "p1",
            provider: "Manifold",
            productName: "vfw", softwareVersion: "1.0", vnfdVersion: "1.0", vnfProfileID: "vfw",
            instantiated: instantiated
                ? InstantiatedVNF(
                    flavourID: "simple", scaleLevels: ["workers": 1],
                    vnfcs: [
                        VNFC(
                            id: "vnfc-1", vduID: "vdu", index: 0, hostID: "host-1", domainName: "mfdomain", vCPUs: 1,
                            memory: 1 << 27,
                            volumes: [.init(id: "vol-1", virtualStorageDescID: "disk", name: "mfvol", size: 1 << 30)],
                            connectionPoints: [
                                connectionPoint("cp-1", external: "left"), connectionPoint("cp-2", external: nil),
                            ])
                    ],
                    externalLinks: [.init(id: "ext-1", cpdID: "left", networkID: "net-1")],
                    internalLinks: [.init(virtualLinkDescID: "vl", networkID: "net-1")], isComplete: true) : nil,
            metadata: ["row": .integer(7)], extensions: ["x": .bool(true)], configurableProperties: ["y": .string("z")],
            createdAt: start)
    }

    static func ns(_ id: String, instantiated: Bool) -> NSInstance {
        NSInstance(
            id: Identifier(id), name: "access", description: "secure", nsdID: "nsd-1", nsdInfoID: "n1",
            instantiated: instantiated
                ? InstantiatedNS(
                    flavourID: "simple", vnfInstanceIDs: ["vnf-1"],
                    virtualLinks: [.init(id: "vl-1", virtualLinkDescID: "vl", networkID: "net-1", isOwned: true)],
                    saps: [.init(id: "sap-1", sapdID: "client", name: "client", networkID: "net-1")],
                    forwardingGraphs: [.init(id: "fg-1", vnffgdID: "fg", paths: ["all": "nfp-1"])], isComplete: true)
                : nil,
            createdAt: start)
    }

    static func occurrence(
        _ id: String, _ subject: OperationOccurrence.Subject, _ state: OperationState = .failedTemporarily
    ) -> OperationOccurrence {
        var occurrence = OperationOccurrence(
            id: Identifier(id), subject: subject, operation: .instantiate, state: state, startedAt: start,
            parameters: .object(["flavourId": .string("simple")]))
        occurrence.error = ManifoldError(.infrastructure, "host a refused the guest", cause: "no such image")
        switch subject {
        case .vnf:
            occurrence.affected = [
                AffectedResource(
                    kind: .vnfc, change: .added, id: "vnfc-1", descriptorID: "vdu", resourceName: "mfdomain",
                    hostID: "host-1"),
                AffectedResource(
                    kind: .storage, change: .added, id: "vol-1", descriptorID: "disk", resourceName: "mfvol"),
                AffectedResource(
                    kind: .virtualLink, change: .added, id: "net-1", descriptorID: "vl", resourceName: "net-1"),
            ]
        case .ns:
            occurrence.affected = [
                AffectedResource(
                    kind: .vnf, change: .added, id: "vnf-1", descriptorID: "vfw", resourceName: "fw", vnfdID: "vnfd-1"),
                AffectedResource(
                    kind: .networkServiceLink, change: .added, id: "vl-1", descriptorID: "vl", resourceName: "net-1"),
                AffectedResource(
                    kind: .sap, change: .added, id: "sap-1", descriptorID: "client", resourceName: "client"),
                AffectedResource(
                    kind: .forwardingGraph, change: .added, id: "fg-1", descriptorID: "fg", resourceName: "fg"),
            ]
        }
        return occurrence
    }

    static func alarm(_ id: String) -> Alarm {
        Alarm(
            id: Identifier(id), vnfInstanceID: "vnf-1", vnfcID: "vnfc-1", raisedAt: start, severity: "CRITICAL",
            probableCause: "guest stopped", details: ["the guest of vnfc-1 stopped on host a"])
    }
}
