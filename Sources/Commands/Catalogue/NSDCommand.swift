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
        hint: "The packages that the NSD names must be onboarded before it.")
    static let columns: [Table.Column] = [
        .left("ID"), .flexible("NAME"), .flexible("DESIGNER"), .left("VERSION"), .left("ONBOARDING"),
        .left("STATE"), .left("USAGE"),
    ]

    static func list(_ client: ManifoldClient) async throws -> [Fetched<SOL005.NsdInfo>] {
        try await client.nsDescriptors()
    }

    static func get(_ id: String, _ client: ManifoldClient) async throws -> Fetched<SOL005.NsdInfo> {
        try await client.nsDescriptor(id)
    }

    static func resolve(_ word: String, _ client: ManifoldClient) async throws -> SOL005.NsdInfo {
        try await client.resolveNSDescriptor(word).value
    }

    static func create(_ client: ManifoldClient) async throws -> String {
        try await client.createNSDescriptor().value.id
    }

    static func upload(
        _ id: String, _ file: String, _ client: ManifoldClient, _ sending: @escaping @Sendable (Int64, Int64) -> Void
    ) async throws {
        try await client.uploadNSDescriptor(id, file: file, sending: sending)
    }

    static func settled(
        _ id: String, _ client: ManifoldClient, watch: () async -> Void
    ) async throws -> Fetched<SOL005.NsdInfo> {
        try await client.onboardedNSDescriptor(id, watch: watch)
    }

    static func progress(_ id: String, _ client: ManifoldClient) async throws -> ManifoldAPI.OnboardingProgress {
        try await client.onboardingOfNSD(id)
    }

    static func set(_ id: String, _ state: OperationalState, _ client: ManifoldClient) async throws {
        try await client.setNSDescriptor(id, state)
    }

    static func delete(_ id: String, _ client: ManifoldClient) async throws { try await client.deleteNSDescriptor(id) }

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
            "failure": info.onboardingFailureDetails.map(Onboarding.summary),
        ])
    }
}
