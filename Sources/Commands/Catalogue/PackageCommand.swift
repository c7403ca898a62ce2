import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold package`: VNF packages.
struct PackageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package", abstract: "VNF packages: onboard, enable, delete.",
        discussion: """
            A PACKAGE is named by its id, the beginning of its id, its product name, or its VNFD's id.

            Examples:
              manifold pack Descriptors/vfw -o vfw.csar
              manifold package onboard vfw.csar --enable
              manifold package list
            """,
        subcommands: [
            CatalogueList<VNFPackageKind>.self, CatalogueOnboard<VNFPackageKind>.self,
            CatalogueShow<VNFPackageKind>.self, CatalogueEnable<VNFPackageKind>.self,
            CatalogueDisable<VNFPackageKind>.self, CatalogueDelete<VNFPackageKind>.self,
        ])
}

enum VNFPackageKind: CatalogueKind {
    static let words = CatalogueWords(
        noun: "package", one: "a package", many: "packages", command: "package", instances: "VNFs", example: "vfw")
    static let columns: [Table.Column] = [
        .left("ID"), .flexible("PRODUCT"), .flexible("PROVIDER"), .left("VERSION"), .left("ONBOARDING"),
        .left("STATE"), .left("USAGE"),
    ]

    static func list(_ client: ManifoldClient) async throws -> [Fetched<SOL005.VnfPkgInfo>] {
        try await client.vnfPackages()
    }

    static func get(_ id: String, _ client: ManifoldClient) async throws -> Fetched<SOL005.VnfPkgInfo> {
        try await client.vnfPackage(id)
    }

    static func resolve(_ word: String, _ client: ManifoldClient) async throws -> SOL005.VnfPkgInfo {
        try await client.resolveVNFPackage(word).value
    }

    static func create(_ client: ManifoldClient) async throws -> String { try await client.createVNFPackage().value.id }

    static func upload(
        _ id: String, _ file: String, _ client: ManifoldClient, _ sending: @escaping @Sendable (Int64, Int64) -> Void
    ) async throws {
        try await client.uploadVNFPackage(id, file: file, sending: sending)
    }

    static func settled(
        _ id: String, _ client: ManifoldClient, watch: () async -> Void
    ) async throws -> Fetched<SOL005.VnfPkgInfo> {
        try await client.onboardedVNFPackage(id, watch: watch)
    }

    static func progress(_ id: String, _ client: ManifoldClient) async throws -> ManifoldAPI.OnboardingProgress {
        try await client.onboardingOfPackage(id)
    }

    static func set(_ id: String, _ state: OperationalState, _ client: ManifoldClient) async throws {
        try await client.setVNFPackage(id, state)
    }

    static func delete(_ id: String, _ client: ManifoldClient) async throws { try await client.deleteVNFPackage(id) }

    static func facts(_ info: SOL005.VnfPkgInfo) -> CatalogueFacts {
        CatalogueFacts(
            id: info.id, name: info.vnfProductName, onboarding: info.onboardingState, state: info.operationalState,
            usage: info.usageState, failure: info.onboardingFailureDetails)
    }

    static func cells(_ info: SOL005.VnfPkgInfo) -> [String?] {
        [
            Format.shortID(info.id), info.vnfProductName, info.vnfProvider, info.vnfSoftwareVersion,
            info.onboardingState, info.operationalState, info.usageState,
        ]
    }

    static func show(_ info: SOL005.VnfPkgInfo, on terminal: Terminal) {
        terminal.show([
            "id": info.id, "product": info.vnfProductName, "provider": info.vnfProvider,
            "software version": info.vnfSoftwareVersion, "VNFD": info.vnfdId, "VNFD version": info.vnfdVersion,
            "onboarding": info.onboardingState, "state": info.operationalState, "usage": info.usageState,
            "failure": info.onboardingFailureDetails.map(Onboarding.summary),
        ])
        for image in info.softwareImages ?? [] {
            terminal.show([
                "image": image.name + " " + image.version,
                "  file": "\(image.imagePath), \(Format.bytes(Int64(image.size))), \(image.diskFormat)",
            ])
        }
    }
}
