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

    /// Where its images are, as its descriptor says.
    var imageLocations: [String] { get }

    /// Brings the usage state of the entries that it names up to date.
    func refreshNamed(in transaction: Transaction) throws

    /// The NSDs that name it beside those that `isInUse` counts, in words.
    func users(in reading: Reading) throws -> [String]

    /// What sets one free that is in use.
    static var release: String { get }
}

extension Onboardable {
    package var images: Set<String> { [] }

    package var imageLocations: [String] { [] }

    package func refreshNamed(in transaction: Transaction) throws {}

    package func users(in reading: Reading) throws -> [String] { [] }
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

    package var imageLocations: [String] { Array(imageHashes.keys) }

    package static var release: String { "delete the instances that were made from it" }

    /// Its usage state counts instances alone (SOL005 9.5.4.4), and an NSD's `vnfPkgIds` have to lead somewhere.
    package func users(in reading: Reading) throws -> [String] {
        try reading.all(NSDInfo.self).map(\.value).filter { $0.packageIDs.contains(id) }
            .map { "\($0.id) (\($0.nsd?.id ?? ""))" }.sorted()
    }
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
        let nsd = content.nsd
        packageIDs = try nsd.vnfdIDs.map { try transaction.constituent($0, "VNFD", of: nsd) }
        pnfdInfoIDs = try nsd.pnfdIDs.map { try transaction.constituent($0, "PNFD", of: nsd) }
        let vnfds = try packageIDs.compactMap { try transaction.get($0).value.vnfd }
        try content.check(beside: vnfds)
        nestedInfoIDs = try nsd.nestedNSDIDs.map { try transaction.constituent($0, "NSD", of: nsd) }
        self.nsd = nsd
    }

    package func refreshNamed(in transaction: Transaction) throws {
        for id in pnfdInfoIDs { try transaction.refreshUsage(id) }
        for id in nestedInfoIDs { try transaction.refreshUsage(id) }
    }

    package static var release: String {
        "delete the instances that were made from it, and the NSDs that nest it"
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

    package static var release: String { "delete the NSDs that name it" }
}

extension NSDPackageContent {
    /// Throws `.unprocessable` with all that the VNFDs don't have.
    fileprivate func check(beside vnfds: [VNFD]) throws {
        let diagnostics = diagnostics(beside: Dictionary(vnfds.map { ($0.id, $0) }) { first, _ in first })
        guard !diagnostics.isEmpty else { return }
        throw ManifoldError(
            .unprocessable, diagnostics.map(\.description).joined(separator: "\n"),
            remedy: "mend the NSD and upload it again, or onboard the VNF packages that it is for before",
            findings: (diagnostics + warnings).map(\.finding))
    }
}

extension Reading {
    /// The entry whose descriptor an NSD names. Throws `.unprocessable` where it isn't onboarded.
    fileprivate func constituent<Entry: CatalogueAggregate>(
        _ descriptorID: String, _ kind: String, of nsd: NSD
    ) throws -> Identifier<Entry> {
        guard let entry = try find(Entry.self, descriptorID: descriptorID) else {
            throw ManifoldError(
                .unprocessable, "NSD \(nsd.id) uses the \(kind) \(descriptorID), which no onboarded \(Entry.noun) has",
                remedy: "onboard that \(Entry.noun) first, then upload the NSD again")
        }
        return entry.value.id
    }
}
