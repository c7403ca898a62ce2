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

    static func names(_ info: SOL005.VnfPkgInfo) -> [String?] { [info.vnfProductName, info.vnfdId] }

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
