package import Descriptors
package import MANOModel
package import Store

/// A kind of resource that is onboarded: how its package is read, and what it takes from it.
package protocol Onboardable: CatalogueAggregate {
    /// Reads the package at a path; anything but this kind is refused. Blocks.
    static func read(
        _ reader: PackageReader, _ path: String, staging: String, progress: PackageProgress
    ) throws(PackageError) -> PackageContent

    /// Takes the descriptor. Throws `.unprocessable` where something is missing that it needs.
    /// - Parameter images: the hashes of images in the store, by where the descriptor says that they are.
    mutating func take(_ content: PackageContent, images: [String: String], in transaction: Transaction) throws

    /// The images that it needs, by their hashes in the store.
    var images: Set<String> { get }
}

extension Onboardable {
    package var images: Set<String> { [] }
}

extension VNFPackage: Onboardable {
    package static func read(
        _ reader: PackageReader, _ path: String, staging: String, progress: PackageProgress
    ) throws(PackageError) -> PackageContent {
        .vnf(try reader.readVNFPackage(at: path, staging: staging, progress: progress))
    }

    package mutating func take(
        _ content: PackageContent, images: [String: String], in transaction: Transaction
    ) throws {
        guard case .vnf(let content) = content else { return }
        vnfd = content.vnfd
        imageHashes = images
    }

    package var images: Set<String> { Set(imageHashes.values) }
}

extension NSDInfo: Onboardable {
    package static func read(
        _ reader: PackageReader, _ path: String, staging: String, progress: PackageProgress
    ) throws(PackageError) -> PackageContent {
        .nsd(try reader.readNSDPackage(at: path, staging: staging, progress: progress))
    }

    package mutating func take(
        _ content: PackageContent, images: [String: String], in transaction: Transaction
    ) throws {
        guard case .nsd(let content) = content else { return }
        packageIDs = try content.nsd.vnfdIDs.map { vnfdID in
            guard let package = try transaction.find(VNFPackage.self, descriptorID: vnfdID) else {
                throw ManifoldError(
                    .unprocessable, "NSD \(content.nsd.id) uses the VNFD \(vnfdID), which no onboarded package has",
                    remedy: "onboard that package first, then upload the NSD again")
            }
            return package.value.id
        }
        nsd = content.nsd
    }
}

extension PNFDInfo: Onboardable {
    package static func read(
        _ reader: PackageReader, _ path: String, staging: String, progress: PackageProgress
    ) throws(PackageError) -> PackageContent {
        .pnf(try reader.readPNFDPackage(at: path, staging: staging, progress: progress))
    }

    package mutating func take(
        _ content: PackageContent, images: [String: String], in transaction: Transaction
    ) throws {
        guard case .pnf(let content) = content else { return }
        pnfd = content.pnfd
    }
}
