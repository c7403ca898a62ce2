import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold nsd`: network service descriptors.
struct NSDCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nsd", abstract: "Network service descriptors: onboard, enable, delete.",
        discussion: """
            An NSD is named by its id, the beginning of its id, its name, its nsdId or its invariant id.

            Examples:
              manifold nsd onboard secure-access.csar --enable
              manifold nsd list
            """,
        subcommands: [
            CatalogueList<NSDKind>.self, CatalogueOnboard<NSDKind>.self, CatalogueShow<NSDKind>.self,
            CatalogueEnable<NSDKind>.self, CatalogueDisable<NSDKind>.self, CatalogueDelete<NSDKind>.self,
        ])
}

enum NSDKind: CatalogueKind {
    static let words = CatalogueWords(
        noun: "NSD", one: "an NSD", many: "NSDs", command: "nsd", instances: "NSs", example: "secure-access",
        hint: "The packages, PNFDs and NSDs that the NSD names must be onboarded before it.")
    static let columns: [Table.Column] = [
        .left("ID"), .flexible("NAME"), .flexible("DESIGNER"), .left("VERSION"), .left("ONBOARDING"),
        .left("STATE"), .left("USAGE"),
    ]

    static func names(_ info: SOL005.NsdInfo) -> [String?] { [info.nsdName, info.nsdId, info.nsdInvariantId] }

    static func facts(_ info: SOL005.NsdInfo) -> CatalogueFacts {
        CatalogueFacts(
            id: info.id, name: info.nsdName, onboarding: info.nsdOnboardingState, state: info.nsdOperationalState,
            usage: info.nsdUsageState, failure: info.onboardingFailureDetails)
    }

    static func cells(_ info: SOL005.NsdInfo) -> [String?] {
        [
            Format.shortID(info.id), info.nsdName, info.nsdDesigner, info.nsdVersion, info.nsdOnboardingState,
            info.nsdOperationalState, info.nsdUsageState,
        ]
    }

    static func show(_ info: SOL005.NsdInfo, on terminal: Terminal) {
        terminal.show([
            "id": info.id, "name": info.nsdName, "designer": info.nsdDesigner, "version": info.nsdVersion,
            "nsdId": info.nsdId, "invariant id": info.nsdInvariantId, "onboarding": info.nsdOnboardingState,
            "state": info.nsdOperationalState, "usage": info.nsdUsageState,
            "packages": info.vnfPkgIds.joined(separator: ", "),
            "PNFDs": info.pnfdInfoIds?.joined(separator: ", "),
            "nested NSDs": info.nestedNsdInfoIds?.joined(separator: ", "),
            "failure": info.onboardingFailureDetails.map(Onboarding.summary),
        ])
    }
}
