package import FoundationEssentials
package import MANOModel
package import SOL
import Store
import VIM

/// The base images that hosts keep.
extension HostService {
    /// What is in a host's pool now. Throws `.notFound`, and what the host says.
    package func images(_ key: String) async throws -> [ManifoldAPI.HostImage] {
        let id = try await store.read { try $0.host(key).value.id }
        return try await registry.drivers(id).vim.cachedImages().map { image in
            ManifoldAPI.HostImage(
                hash: image.hash, format: image.format, size: image.size, usedAt: image.usedAt, users: image.users,
                received: image.received)
        }
    }

    /// Removes the images that a host's settings let go. What a VNFC of the host, or an open occurrence, needs stays.
    ///
    /// - Returns: the hashes of those that went.
    package func tidyImages(_ id: Identifier<Host>, now: Date) async throws -> [String] {
        let vim = try await registry.drivers(id).vim
        let cached = try await vim.cachedImages().filter { $0.received == nil }
        guard !cached.isEmpty else { return [] }
        let (settings, needed) = try await store.read { reading in
            (try reading.host(id.rawValue).value.imageCache ?? .standard, try reading.imagesNeeded(on: id))
        }
        let entries = cached.map { image in
            ImageCacheSettings.Entry(
                hash: image.hash, size: image.size, usedAt: image.usedAt,
                isNeeded: !image.users.isEmpty || needed.contains(image.hash))
        }
        let victims = settings.victims(of: entries, now: now)
        var gone: [String] = []
        for hash in victims {
            do {
                try await vim.removeImage(
                    hash: hash, unlessUsedSince: now.addingTimeInterval(-ImageCacheSettings.grace))
                gone.append(hash)
            } catch let error as ManifoldError where error.code == .conflict {
                // Something was made on it since the images were listed.
            }
        }
        return gone
    }
}

extension Reading {
    /// Hashes of what VNFCs of a host are made of, and of what steps that are not over are about.
    fileprivate func imagesNeeded(on id: Identifier<Host>) throws -> Set<String> {
        var needed: Set<String> = []
        for package in try packages(on: id) { needed.formUnion(try get(package).value.imageHashes.values) }
        for step in try openSteps(kind: StepKind.ensureImage) {
            if let hash = step.payload["image"]?["hash"]?.stringValue { needed.insert(hash) }
        }
        return needed
    }
}
