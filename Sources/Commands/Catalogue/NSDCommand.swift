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
        subcommands: [List.self, Onboard.self, Show.self, Enable.self, Disable.self, Delete.self])

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the NSDs.",
            discussion: """
                Example:
                  manifold nsd list
                """)
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let descriptors = try await client.nsDescriptors()
            if server.json { return try terminal.show(.array(descriptors.map(\.json))) }
            var table = Table(
                .left("ID"), .flexible("NAME"), .flexible("DESIGNER"), .left("VERSION"), .left("ONBOARDING"),
                .left("STATE"), .left("USAGE"))
            for nsd in descriptors.map(\.value).sorted(by: { ($0.nsdName ?? "", $0.id) < ($1.nsdName ?? "", $1.id) }) {
                table.append(
                    Format.shortID(nsd.id), nsd.nsdName, nsd.nsdDesigner, nsd.nsdVersion, nsd.nsdOnboardingState,
                    nsd.nsdOperationalState, nsd.nsdUsageState)
            }
            terminal.show(table, empty: "no NSDs; manifold nsd onboard FILE brings one in")
        }
    }

    struct Onboard: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring an NSD in: create it, upload its file, wait until it is onboarded.",
            discussion: """
                The packages that the NSD names must be onboarded before it.

                Example:
                  manifold nsd onboard secure-access.csar --enable
                """)
        @Argument(help: "The NSD's zip file.", completion: .file(extensions: ["csar", "zip"]))
        var file: String
        @Flag(help: "Let NSs be made from it at once.") var enable = false
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let id = try await Onboarding.run(
                file, resource: "NSD", create: { try await client.createNSDescriptor().value.id },
                upload: { try await client.uploadNSDescriptor($0, file: file) },
                discard: { try await client.deleteNSDescriptor($0) })
            var nsd = try await client.onboardedNSDescriptor(id)
            if nsd.value.nsdOnboardingState == OnboardingState.error.rawValue {
                if server.json { try terminal.show(nsd.json) }
                throw Onboarding.failure(file, resource: "NSD", id: id, problem: nsd.value.onboardingFailureDetails)
            }
            if enable, nsd.value.nsdOperationalState != OperationalState.enabled.rawValue {
                try await client.setNSDescriptor(id, .enabled)
                nsd = try await client.nsDescriptor(id)
            }
            if server.json { return try terminal.show(nsd.json) }
            terminal.line(
                "onboarded \(Printable.escape(nsd.value.nsdName ?? file)) as \(id), "
                    + Printable.escape(nsd.value.nsdOperationalState))
        }
    }

    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one NSD.",
            discussion: """
                Example:
                  manifold nsd show secure-access
                """)
        @Argument(help: "Id or name.") var nsd: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let id = try await client.resolveNSDescriptor(nsd).value.id
            let nsd = try await client.nsDescriptor(id)
            if server.json { return try terminal.show(nsd.json) }
            let value = nsd.value
            terminal.show([
                "id": value.id, "name": value.nsdName, "designer": value.nsdDesigner, "version": value.nsdVersion,
                "nsdId": value.nsdId, "invariant id": value.nsdInvariantId, "onboarding": value.nsdOnboardingState,
                "state": value.nsdOperationalState, "usage": value.nsdUsageState,
                "packages": value.vnfPkgIds.joined(separator: ", "),
                "failure": value.onboardingFailureDetails.map(ServerError.text),
            ])
        }
    }

    struct Enable: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let NSs be made from an NSD.",
            discussion: """
                Example:
                  manifold nsd enable secure-access
                """)
        @Argument(help: "Id or name.") var nsd: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            try await NSDCommand.set(nsd, .enabled, client, self)
        }
    }

    struct Disable: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let no more NSs be made from an NSD.",
            discussion: """
                Example:
                  manifold nsd disable secure-access
                """)
        @Argument(help: "Id or name.") var nsd: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            try await NSDCommand.set(nsd, .disabled, client, self)
        }
    }

    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete an NSD that is disabled and not in use.",
            discussion: """
                Example:
                  manifold nsd delete secure-access --disable
                """)
        @Argument(help: "Id or name.") var nsd: String
        @Flag(help: "Disable it first where it is enabled.") var disable = false
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let found = try await client.resolveNSDescriptor(nsd).value
            // One in use is refused anyway, and stays as it is.
            if disable, found.nsdOperationalState == OperationalState.enabled.rawValue,
                found.nsdUsageState == UsageState.notInUse.rawValue
            {
                try await client.setNSDescriptor(found.id, .disabled)
            }
            try await client.deleteNSDescriptor(found.id)
            if !server.json { terminal.line("deleted NSD \(found.id)") }
        }
    }

    private static func set(
        _ word: String, _ state: OperationalState, _ client: ManifoldClient, _ command: some ServerCommand
    ) async throws {
        let found = try await client.resolveNSDescriptor(word).value
        let id = found.id
        if found.nsdOperationalState != state.rawValue { try await client.setNSDescriptor(id, state) }
        if command.server.json { return try command.terminal.show(try await client.nsDescriptor(id).json) }
        command.terminal.line("NSD \(id) is \(state.rawValue)")
    }
}
