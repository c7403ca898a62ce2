import ArgumentParser
import Client
import SOL

/// `manifold pnfd`: descriptors of physical network functions.
struct PNFDCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pnfd", abstract: "PNF descriptors: onboard, delete.",
        discussion: """
            A PNFD is named by its id, the beginning of its id, its name, its pnfdId or its invariant id. It is there for
            NSDs to name it; nothing is made from it.

            Examples:
              manifold pnfd onboard radio.csar
              manifold pnfd list
            """,
        subcommands: [
            CatalogueList<PNFDKind>.self, CatalogueOnboard<PNFDKind>.self, CatalogueShow<PNFDKind>.self,
            CatalogueDelete<PNFDKind>.self,
        ])
}

enum PNFDKind: CatalogueKind {
    typealias EnableOption = NoStateOption
    typealias DisableOption = NoStateOption

    static let words = CatalogueWords(
        noun: "PNFD", one: "a PNFD", many: "PNFDs", command: "pnfd", example: "radio",
        deletable: "that no NSD names")
    static let columns: [Table.Column] = [
        .left("ID"), .flexible("NAME"), .flexible("PROVIDER"), .left("VERSION"), .left("ONBOARDING"), .left("USAGE"),
    ]

    static func names(_ info: SOL005.PnfdInfo) -> [String?] { [info.pnfdName, info.pnfdId, info.pnfdInvariantId] }

    static func facts(_ info: SOL005.PnfdInfo) -> CatalogueFacts {
        CatalogueFacts(
            id: info.id, name: info.pnfdName, onboarding: info.pnfdOnboardingState, usage: info.pnfdUsageState,
            failure: info.onboardingFailureDetails)
    }

    static func cells(_ info: SOL005.PnfdInfo) -> [String?] {
        [
            Format.shortID(info.id), info.pnfdName, info.pnfdProvider, info.pnfdVersion, info.pnfdOnboardingState,
            info.pnfdUsageState,
        ]
    }

    static func show(_ info: SOL005.PnfdInfo, on terminal: Terminal) {
        terminal.show([
            "id": info.id, "name": info.pnfdName, "provider": info.pnfdProvider, "version": info.pnfdVersion,
            "pnfdId": info.pnfdId, "invariant id": info.pnfdInvariantId, "onboarding": info.pnfdOnboardingState,
            "usage": info.pnfdUsageState, "failure": info.onboardingFailureDetails.map(Onboarding.summary),
        ])
    }
}

/// PNFDs are neither enabled nor disabled.
struct NoStateOption: StateOption {
    static func example(_ command: String) -> String? { nil }
    var isWanted: Bool { false }
}
