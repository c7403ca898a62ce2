package import MANOModel
package import SOL

/// VNF packages (SOL005 9.4) and NSDs (SOL005 5.4).
extension ManifoldClient {
    package func vnfPackages() async throws -> [Fetched<SOL005.VnfPkgInfo>] {
        try await list(SOL005.VnfPkgInfo.self, .packages, "/vnf_packages")
    }

    package func vnfPackage(_ id: String) async throws -> Fetched<SOL005.VnfPkgInfo> {
        try await get(SOL005.VnfPkgInfo.self, .packages, "/vnf_packages/\(Self.component(id))")
    }

    package func createVNFPackage() async throws -> Fetched<SOL005.VnfPkgInfo> {
        try await send(
            SOL005.VnfPkgInfo.self, "POST", .packages, "/vnf_packages", SOL005.CreateVnfPkgInfoRequest())
    }

    /// Hands the package's zip file over; the server goes on by itself from there.
    package func uploadVNFPackage(
        _ id: String, file: String, sending: (@Sendable (_ sent: Int64, _ all: Int64) -> Void)? = nil
    ) async throws {
        try await upload(
            file, .packages, "/vnf_packages/\(Self.component(id))/package_content", contentType: Self.type(of: file),
            sending: sending)
    }

    package func setVNFPackage(_ id: String, _ state: OperationalState) async throws {
        try await send(
            "PATCH", .packages, "/vnf_packages/\(Self.component(id))",
            SOL005.VnfPkgInfoModifications(operationalState: state))
    }

    package func deleteVNFPackage(_ id: String) async throws {
        try await send("DELETE", .packages, "/vnf_packages/\(Self.component(id))")
    }

    package func nsDescriptors() async throws -> [Fetched<SOL005.NsdInfo>] {
        try await list(SOL005.NsdInfo.self, .nsds, "/ns_descriptors")
    }

    package func nsDescriptor(_ id: String) async throws -> Fetched<SOL005.NsdInfo> {
        try await get(SOL005.NsdInfo.self, .nsds, "/ns_descriptors/\(Self.component(id))")
    }

    package func createNSDescriptor() async throws -> Fetched<SOL005.NsdInfo> {
        try await send(SOL005.NsdInfo.self, "POST", .nsds, "/ns_descriptors", SOL005.CreateNsdInfoRequest())
    }

    /// Hands the NSD's archive over; the server goes on by itself from there.
    package func uploadNSDescriptor(
        _ id: String, file: String, sending: (@Sendable (_ sent: Int64, _ all: Int64) -> Void)? = nil
    ) async throws {
        try await upload(
            file, .nsds, "/ns_descriptors/\(Self.component(id))/nsd_content", contentType: Self.type(of: file),
            sending: sending)
    }

    package func setNSDescriptor(_ id: String, _ state: OperationalState) async throws {
        try await send(
            "PATCH", .nsds, "/ns_descriptors/\(Self.component(id))",
            SOL005.NsdInfoModifications(nsdOperationalState: state))
    }

    package func deleteNSDescriptor(_ id: String) async throws {
        try await send("DELETE", .nsds, "/ns_descriptors/\(Self.component(id))")
    }

    /// Fetches the files of a package's VNFD, as a zip file.
    package func downloadVNFD(ofPackage id: String, to file: String) async throws {
        try await download(
            .packages, "/vnf_packages/\(Self.component(id))/vnfd", accept: "application/zip", to: file)
    }

    /// Fetches the files of an NSD, as a zip file.
    package func downloadNSD(_ id: String, to file: String) async throws {
        try await download(.nsds, "/ns_descriptors/\(Self.component(id))/nsd", accept: "application/zip", to: file)
    }

    /// How far the onboarding of a package is.
    package func onboardingOfPackage(_ id: String) async throws -> ManifoldAPI.OnboardingProgress {
        try await get(ManifoldAPI.OnboardingProgress.self, .manifold, "/vnf_packages/\(Self.component(id))/onboarding")
            .value
    }

    /// How far the onboarding of an NSD is.
    package func onboardingOfNSD(_ id: String) async throws -> ManifoldAPI.OnboardingProgress {
        try await get(
            ManifoldAPI.OnboardingProgress.self, .manifold, "/ns_descriptors/\(Self.component(id))/onboarding"
        ).value
    }

    /// The package once it is onboarded or refused. The pauses grow from 10 ms to 250 ms.
    ///
    /// - Parameter watch: is called between looks.
    package func onboardedVNFPackage(
        _ id: String, watch: () async -> Void = {}
    ) async throws -> Fetched<SOL005.VnfPkgInfo> {
        try await poll(watch) {
            try await vnfPackage(id)
        } until: {
            Self.isSettled($0.onboardingState)
        }
    }

    /// The NSD once it is onboarded or refused. The pauses grow from 10 ms to 250 ms.
    ///
    /// - Parameter watch: is called between looks.
    package func onboardedNSDescriptor(
        _ id: String, watch: () async -> Void = {}
    ) async throws -> Fetched<SOL005.NsdInfo> {
        try await poll(watch) {
            try await nsDescriptor(id)
        } until: {
            Self.isSettled($0.nsdOnboardingState)
        }
    }

    /// Of OSM's packages, and of all others.
    private static func type(of file: String) -> String {
        file.hasSuffix(".gz") || file.hasSuffix(".tgz") ? "application/gzip" : "application/zip"
    }

    private static func isSettled(_ state: String) -> Bool {
        state == OnboardingState.onboarded.rawValue || state == OnboardingState.error.rawValue
    }

    private func poll<Value: Sendable>(
        _ watch: () async -> Void, _ fetch: () async throws -> Fetched<Value>, until isDone: (Value) -> Bool
    ) async throws -> Fetched<Value> {
        var pauses = PollingPauses()
        while true {
            let fetched = try await fetch()
            if isDone(fetched.value) { return fetched }
            await watch()
            try await Task.sleep(for: pauses.next())
        }
    }
}
