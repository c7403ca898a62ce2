import Artifacts
package import MANOModel
import Descriptors
package import SOL
import Store

/// What is sent of a package.
extension CatalogueService {
    package func content(_ id: Identifier<Entry>) async throws -> PackageFile {
        let entry = try await onboarded(id)
        return try await PackageFiles.whole(
            artifacts.packagePath(id.rawValue), mediaType: entry.inventory?.mediaType ?? "application/zip",
            tag: entry.contentHash)
    }

    /// The descriptor's only file, as it is; nil where it has several.
    package func descriptor(_ id: Identifier<Entry>) async throws -> PackageFile? {
        let entry = try await onboarded(id)
        guard let path = entry.descriptorPath, (entry.inventory?.descriptorFiles.count ?? 1) <= 1 else { return nil }
        return try await part(entry, path, mediaType: "text/plain")
    }

    /// The descriptor's files as a zip file, with what says which of them is the main one (SOL005 9.4.4.3.2).
    package func descriptorArchive(_ id: Identifier<Entry>, withSignatures: Bool) async throws -> PackageFile {
        let entry = try await onboarded(id)
        let files = entry.inventory?.descriptorFiles ?? [entry.descriptorPath].compactMap { $0 }
        return try await bundle(entry, ["TOSCA-Metadata/TOSCA.meta"] + files, withSignatures, tag: "descriptor")
    }

    package func manifest(_ id: Identifier<Entry>, withSignatures: Bool) async throws -> PackageFile {
        let entry = try await onboarded(id)
        guard let path = entry.manifestPath else {
            throw ManifoldError(.notFound, "\(Entry.noun) \(id) has no manifest")
        }
        // A signature is in the manifest itself: there is more to send only where its certificate is a file.
        if withSignatures, entry.inventory?.companions[path] != nil {
            return try await bundle(entry, [path], true, tag: path)
        }
        return try await part(entry, path, mediaType: "text/plain")
    }

    package func artifact(_ id: Identifier<Entry>, path: String, withSignatures: Bool) async throws -> PackageFile {
        let entry = try await onboarded(id)
        if withSignatures { return try await bundle(entry, [path], true, tag: path) }
        return try await part(entry, path, mediaType: "application/octet-stream")
    }

    /// The additional artifacts that are selected as a zip file, laid out as in the package (SOL005 9.4.5a.3.2). There are no
    /// external ones: what a package needs is in it, or is an image.
    package func artifacts(_ id: Identifier<Entry>, _ selection: ArtifactSelection) async throws -> PackageFile {
        let entry = try await onboarded(id)
        let sets = entry.inventory?.nonMANOSets ?? [:]
        let known = Set(sets.values)
        if let unknown = selection.nonMANOSets?.subtracting(known).min() {
            throw ManifoldError(
                .malformed, "\(Entry.noun) \(id) has no non-MANO artifact set \(unknown)",
                remedy: known.isEmpty ? "it has none" : "it has \(known.sorted().joined(separator: ", "))")
        }
        let companions = entry.inventory?.companions ?? [:]
        let others = Set(entry.imageLocations)
            .union(entry.inventory?.descriptorFiles ?? [])
            .union([entry.descriptorPath, entry.manifestPath].compactMap { $0 })
            .union(companions.values.joined())
        var paths = entry.artifacts.map(\.path).filter {
            !others.contains($0) && selection.includes(set: sets[$0])
        }
        if selection.withSignatures { paths += paths.flatMap { companions[$0] ?? [] } }
        return try await PackageFiles.collection(
            Set(paths), from: archive(entry), staging: artifacts.stagingFolder)
    }

    /// How far the onboarding is.
    package func progress(_ id: Identifier<Entry>) async throws -> ManifoldAPI.OnboardingProgress {
        let entry = try await store.read { try $0.get(id).value }
        let transfer = transfers[id.rawValue]
        return ManifoldAPI.OnboardingProgress(
            state: transfer != nil && entry.onboardingState == .created ? "UPLOADING" : entry.onboardingState.rawValue,
            expectedBytes: transfer?.expected, receivedBytes: transfer?.received,
            totalBytes: transfer?.processing.map { Int64($0.total) },
            processedBytes: transfer?.processing.map { Int64($0.done) }, signers: entry.inventory?.signers ?? [],
            warnings: (entry.inventory?.warnings ?? []) + (entry.inventory?.findings ?? []).map(\.description),
            diagnostics: entry.failure?.findings ?? entry.inventory?.findings ?? [])
    }

    /// The archive that the files are in: the package itself, or what was inside of a signed archive.
    private func archive(_ entry: Entry) -> String {
        entry.inventory?.isWrapped == true
            ? artifacts.innerPath(entry.id.rawValue) : artifacts.packagePath(entry.id.rawValue)
    }

    private func part(_ entry: Entry, _ path: String, mediaType: String) async throws -> PackageFile {
        guard let artifact = entry.artifacts.first(where: { $0.path == path }) else {
            throw ManifoldError(
                .notFound, "\(Entry.noun) \(entry.id) has no file \(path)",
                remedy: "its artifacts are in additionalArtifacts")
        }
        // An image is in the store as it is.
        if artifact.algorithm == "SHA-256", entry.images.contains(artifact.hash) {
            return try await PackageFiles.whole(
                artifacts.imagePath(artifact.hash), mediaType: mediaType, tag: artifact.hash)
        }
        return PackageFile(
            size: artifact.size, mediaType: mediaType, tag: artifact.hash,
            source: .entry(archive: archive(entry), path: path, staging: artifacts.stagingFolder))
    }

    private func bundle(
        _ entry: Entry, _ paths: [String], _ withSignatures: Bool, tag: String
    ) async throws -> PackageFile {
        let companions = withSignatures ? paths.flatMap { entry.inventory?.companions[$0] ?? [] } : []
        return try await PackageFiles.bundle(
            paths + companions, from: archive(entry), staging: artifacts.stagingFolder,
            tag: entry.contentHash.map { "\($0)-\(withSignatures ? "signed-" : "")\(tag)" })
    }

    private func onboarded(_ id: Identifier<Entry>) async throws -> Entry {
        let entry = try await store.read { try $0.get(id).value }
        guard entry.onboardingState == .onboarded else {
            throw ManifoldError(
                .conflict, "\(Entry.noun) \(id) is \(entry.onboardingState.rawValue)", remedy: "onboard it first")
        }
        return entry
    }
}
