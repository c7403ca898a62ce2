package import MANOModel
package import SOL

/// VNF packages (SOL005 9.4), NSDs and PNFDs (SOL005 5.4).
extension ManifoldClient {
    package func entries<Entry: CatalogueResource>(_ type: Entry.Type) async throws -> [Fetched<Entry>] {
        try await list(type, type.path.family, type.path.collection)
    }

    package func entry<Entry: CatalogueResource>(_ type: Entry.Type, _ id: String) async throws -> Fetched<Entry> {
        try await get(type, type.path.family, type.path.one(id))
    }

    package func createEntry<Entry: CatalogueResource>(_ type: Entry.Type) async throws -> Fetched<Entry> {
        try await send(type, "POST", type.path.family, type.path.collection, [String: JSONValue]())
    }

    /// Hands the package's file over; the server goes on by itself from there.
    package func uploadEntry<Entry: CatalogueResource>(
        _ type: Entry.Type, _ id: String, file: String,
        sending: (@Sendable (_ sent: Int64, _ all: Int64) -> Void)? = nil
    ) async throws {
        // Of OSM's packages, and of all others.
        let isTar = file.hasSuffix(".gz") || file.hasSuffix(".tgz")
        try await upload(
            file, type.path.family, type.path.one(id, type.path.content),
            contentType: isTar ? "application/gzip" : "application/zip", sending: sending)
    }

    /// Enables or disables it. A kind that has no such state stays as it is.
    package func setEntry<Entry: CatalogueResource>(
        _ type: Entry.Type, _ id: String, _ state: OperationalState
    ) async throws {
        guard let change = type.change(to: state) else { return }
        try await send("PATCH", type.path.family, type.path.one(id), change)
    }

    package func deleteEntry<Entry: CatalogueResource>(_ type: Entry.Type, _ id: String) async throws {
        try await send("DELETE", type.path.family, type.path.one(id))
    }

    /// Fetches the files of its descriptor, as a zip file.
    package func downloadDescriptor<Entry: CatalogueResource>(
        _ type: Entry.Type, _ id: String, to file: String
    ) async throws {
        try await download(
            type.path.family, type.path.one(id, type.path.descriptor), accept: "application/zip", to: file)
    }

    /// How far its onboarding is.
    package func onboardingProgress<Entry: CatalogueResource>(
        _ type: Entry.Type, _ id: String
    ) async throws -> ManifoldAPI.OnboardingProgress {
        try await get(ManifoldAPI.OnboardingProgress.self, .manifold, type.path.one(id, "onboarding")).value
    }

    /// The entry once it is onboarded or refused. The pauses grow from 10 ms to 250 ms.
    ///
    /// - Parameter watch: is called between looks.
    package func settledEntry<Entry: CatalogueResource>(
        _ type: Entry.Type, _ id: String, watch: () async -> Void = {}
    ) async throws -> Fetched<Entry> {
        let settled = [OnboardingState.onboarded, .error].map(\.rawValue)
        var pauses = PollingPauses()
        while true {
            let fetched = try await entry(type, id)
            if settled.contains(fetched.value.onboarding) { return fetched }
            await watch()
            try await Task.sleep(for: pauses.next())
        }
    }
}
