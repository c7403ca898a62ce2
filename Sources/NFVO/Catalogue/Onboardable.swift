package import Descriptors
package import MANOModel
package import Store

/// A kind of resource that is onboarded: where its rows are, how its package is read, and what it takes from it.
package protocol Onboardable: CatalogueEntry {
    static func stored(_ id: Identifier<Self>, in reading: Reading) throws -> Stored<Self>
    static func all(in reading: Reading) throws -> [Stored<Self>]
    static func isInUse(_ id: Identifier<Self>, in reading: Reading) throws -> Bool
    static func make(_ id: Identifier<Self>, userDefinedData: [String: JSONValue], sources: Sources) -> Self
    static func insert(_ entry: Self, in transaction: Transaction) throws
    static func update(_ entry: Stored<Self>, in transaction: Transaction) throws
    static func delete(_ id: Identifier<Self>, in transaction: Transaction) throws

    /// Reads the package at a path; anything but this kind is refused. Blocks.
    static func read(
        _ reader: PackageReader, _ path: String, staging: String, progress: PackageProgress
    ) throws(PackageError) -> PackageContent

    /// Takes the descriptor. Throws `.conflict` where another entry has the same, `.unprocessable` where something is missing
    /// that it needs.
    /// - Parameter images: the hashes of images in the store, by where the descriptor says that they are.
    mutating func take(_ content: PackageContent, images: [String: String], in transaction: Transaction) throws

    /// The images that it needs, by their hashes in the store.
    var images: Set<String> { get }
}

extension VNFPackage: Onboardable {
    package static func stored(_ id: Identifier<VNFPackage>, in reading: Reading) throws -> Stored<VNFPackage> {
        try reading.vnfPackage(id)
    }

    package static func all(in reading: Reading) throws -> [Stored<VNFPackage>] { try reading.vnfPackages() }

    package static func isInUse(_ id: Identifier<VNFPackage>, in reading: Reading) throws -> Bool {
        try reading.isInUse(id)
    }

    package static func make(
        _ id: Identifier<VNFPackage>, userDefinedData: [String: JSONValue], sources: Sources
    ) -> VNFPackage {
        VNFPackage(id: id, userDefinedData: userDefinedData, createdAt: sources.now())
    }

    package static func insert(_ entry: VNFPackage, in transaction: Transaction) throws {
        try transaction.insert(entry)
    }

    package static func update(_ entry: Stored<VNFPackage>, in transaction: Transaction) throws {
        try transaction.update(entry)
    }

    package static func delete(_ id: Identifier<VNFPackage>, in transaction: Transaction) throws {
        try transaction.delete(id)
    }

    package static func read(
        _ reader: PackageReader, _ path: String, staging: String, progress: PackageProgress
    ) throws(PackageError) -> PackageContent {
        .vnf(try reader.readVNFPackage(at: path, staging: staging, progress: progress))
    }

    package mutating func take(
        _ content: PackageContent, images: [String: String], in transaction: Transaction
    ) throws {
        guard case .vnf(let content) = content else { return }
        if let other = try transaction.vnfPackage(vnfdID: content.vnfd.id), other.value.id != id {
            throw ManifoldError(
                .conflict, "package \(other.value.id) has the same vnfdId \(content.vnfd.id)",
                remedy: "delete that package first, or give this one another descriptor_id")
        }
        vnfd = content.vnfd
        imageHashes = images
    }

    package var images: Set<String> { Set(imageHashes.values) }
}

extension NSDInfo: Onboardable {
    package static func stored(_ id: Identifier<NSDInfo>, in reading: Reading) throws -> Stored<NSDInfo> {
        try reading.nsdInfo(id)
    }

    package static func all(in reading: Reading) throws -> [Stored<NSDInfo>] { try reading.nsdInfos() }

    package static func isInUse(_ id: Identifier<NSDInfo>, in reading: Reading) throws -> Bool {
        try reading.isInUse(id)
    }

    package static func make(
        _ id: Identifier<NSDInfo>, userDefinedData: [String: JSONValue], sources: Sources
    ) -> NSDInfo {
        NSDInfo(id: id, userDefinedData: userDefinedData, createdAt: sources.now())
    }

    package static func insert(_ entry: NSDInfo, in transaction: Transaction) throws { try transaction.insert(entry) }

    package static func update(_ entry: Stored<NSDInfo>, in transaction: Transaction) throws {
        try transaction.update(entry)
    }

    package static func delete(_ id: Identifier<NSDInfo>, in transaction: Transaction) throws {
        try transaction.delete(id)
    }

    package static func read(
        _ reader: PackageReader, _ path: String, staging: String, progress: PackageProgress
    ) throws(PackageError) -> PackageContent {
        .nsd(try reader.readNSDPackage(at: path, staging: staging, progress: progress))
    }

    package mutating func take(
        _ content: PackageContent, images: [String: String], in transaction: Transaction
    ) throws {
        guard case .nsd(let content) = content else { return }
        if let other = try transaction.nsdInfo(nsdID: content.nsd.id), other.value.id != id {
            throw ManifoldError(
                .conflict, "NSD \(other.value.id) has the same identifier \(content.nsd.id)",
                remedy: "delete that one first, or give this one another descriptor_id")
        }
        packageIDs = try content.nsd.vnfdIDs.map { vnfdID in
            guard let package = try transaction.vnfPackage(vnfdID: vnfdID) else {
                throw ManifoldError(
                    .unprocessable, "NSD \(content.nsd.id) uses the VNFD \(vnfdID), which no onboarded package has",
                    remedy: "onboard that package first, then upload the NSD again")
            }
            return package.value.id
        }
        nsd = content.nsd
    }

    package var images: Set<String> { [] }
}

extension PNFDInfo: Onboardable {
    package static func stored(_ id: Identifier<PNFDInfo>, in reading: Reading) throws -> Stored<PNFDInfo> {
        try reading.pnfdInfo(id)
    }

    package static func all(in reading: Reading) throws -> [Stored<PNFDInfo>] { try reading.pnfdInfos() }

    package static func isInUse(_ id: Identifier<PNFDInfo>, in reading: Reading) throws -> Bool {
        false
    }

    package static func make(
        _ id: Identifier<PNFDInfo>, userDefinedData: [String: JSONValue], sources: Sources
    ) -> PNFDInfo {
        PNFDInfo(id: id, userDefinedData: userDefinedData, createdAt: sources.now())
    }

    package static func insert(_ entry: PNFDInfo, in transaction: Transaction) throws { try transaction.insert(entry) }

    package static func update(_ entry: Stored<PNFDInfo>, in transaction: Transaction) throws {
        try transaction.update(entry)
    }

    package static func delete(_ id: Identifier<PNFDInfo>, in transaction: Transaction) throws {
        try transaction.delete(id)
    }

    package static func read(
        _ reader: PackageReader, _ path: String, staging: String, progress: PackageProgress
    ) throws(PackageError) -> PackageContent {
        .pnf(try reader.readPNFDPackage(at: path, staging: staging, progress: progress))
    }

    package mutating func take(
        _ content: PackageContent, images: [String: String], in transaction: Transaction
    ) throws {
        guard case .pnf(let content) = content else { return }
        if let other = try transaction.pnfdInfo(pnfdID: content.pnfd.id), other.value.id != id {
            throw ManifoldError(
                .conflict, "PNFD \(other.value.id) has the same identifier \(content.pnfd.id)",
                remedy: "delete that one first, or give this one another descriptor_id")
        }
        pnfd = content.pnfd
    }

    package var images: Set<String> { [] }
}
