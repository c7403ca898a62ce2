import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold package`: VNF packages.
struct PackageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package", abstract: "VNF packages: pack, onboard, enable, delete.",
        discussion: """
            A PACKAGE is named by its id, the beginning of its id, its product name, or its VNFD's id.

            Examples:
              manifold package pack Descriptors/vfw -o vfw.csar
              manifold package onboard vfw.csar --enable
              manifold package list
            """,
        subcommands: [
            PackCommand.self, List.self, Onboard.self, Show.self, Enable.self, Disable.self, Delete.self,
        ])

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the packages.",
            discussion: """
                Example:
                  manifold package list --json
                """)
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let packages = try await client.vnfPackages()
            if server.json { return try terminal.show(.array(packages.map(\.json))) }
            var table = Table(
                .left("ID"), .flexible("PRODUCT"), .flexible("PROVIDER"), .left("VERSION"), .left("ONBOARDING"),
                .left("STATE"), .left("USAGE"))
            for package in packages.map(\.value).sorted(by: {
                ($0.vnfProductName ?? "", $0.id) < ($1.vnfProductName ?? "", $1.id)
            }) {
                table.append(
                    Format.shortID(package.id), package.vnfProductName, package.vnfProvider,
                    package.vnfSoftwareVersion, package.onboardingState, package.operationalState, package.usageState)
            }
            terminal.show(table, empty: "no packages; manifold package onboard FILE brings one in")
        }
    }

    struct Onboard: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring a package in: create it, upload its file, wait until it is onboarded.",
            discussion: """
                Examples:
                  manifold package onboard vfw.csar --enable
                  manifold package onboard vfw.csar --json | jq -r .id
                """)
        @Argument(help: "The package's zip file.", completion: .file(extensions: ["csar", "zip"]))
        var file: String
        @Flag(help: "Let VNFs be made from it at once.") var enable = false
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let id = try await Onboarding.run(
                file, resource: "package", create: { try await client.createVNFPackage().value.id },
                upload: { try await client.uploadVNFPackage($0, file: file) },
                discard: { try await client.deleteVNFPackage($0) })
            var package = try await client.onboardedVNFPackage(id)
            if package.value.onboardingState == OnboardingState.error.rawValue {
                if server.json { try terminal.show(package.json) }
                throw Onboarding.failure(
                    file, resource: "package", id: id, problem: package.value.onboardingFailureDetails)
            }
            if enable, package.value.operationalState != OperationalState.enabled.rawValue {
                try await client.setVNFPackage(id, .enabled)
                package = try await client.vnfPackage(id)
            }
            if server.json { return try terminal.show(package.json) }
            terminal.line(
                "onboarded \(Printable.escape(package.value.vnfProductName ?? file)) as \(id), "
                    + Printable.escape(package.value.operationalState))
        }
    }

    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one package.",
            discussion: """
                Example:
                  manifold package show vfw
                """)
        @Argument(help: "Id or name.") var package: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let id = try await client.resolveVNFPackage(package).value.id
            let package = try await client.vnfPackage(id)
            if server.json { return try terminal.show(package.json) }
            let value = package.value
            terminal.show([
                "id": value.id, "product": value.vnfProductName, "provider": value.vnfProvider,
                "software version": value.vnfSoftwareVersion, "VNFD": value.vnfdId,
                "VNFD version": value.vnfdVersion, "onboarding": value.onboardingState,
                "state": value.operationalState, "usage": value.usageState,
                "failure": value.onboardingFailureDetails.map(ServerError.text),
            ])
            for image in value.softwareImages ?? [] {
                terminal.show([
                    "image": image.name + " " + image.version,
                    "  file": "\(image.imagePath), \(Format.bytes(Int64(image.size))), \(image.diskFormat)",
                ])
            }
        }
    }

    struct Enable: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let VNFs be made from a package.",
            discussion: """
                Example:
                  manifold package enable vfw
                """)
        @Argument(help: "Id or name.") var package: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            try await PackageCommand.set(package, .enabled, client, self)
        }
    }

    struct Disable: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let no more VNFs be made from a package.",
            discussion: """
                Example:
                  manifold package disable vfw
                """)
        @Argument(help: "Id or name.") var package: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            try await PackageCommand.set(package, .disabled, client, self)
        }
    }

    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a package that is disabled and not in use.",
            discussion: """
                Examples:
                  manifold package delete vfw
                  manifold package delete vfw --disable
                """)
        @Argument(help: "Id or name.") var package: String
        @Flag(help: "Disable it first where it is enabled.") var disable = false
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let found = try await client.resolveVNFPackage(package).value
            // One in use is refused anyway, and stays as it is.
            if disable, found.operationalState == OperationalState.enabled.rawValue,
                found.usageState == UsageState.notInUse.rawValue
            {
                try await client.setVNFPackage(found.id, .disabled)
            }
            try await client.deleteVNFPackage(found.id)
            if !server.json { terminal.line("deleted package \(found.id)") }
        }
    }

    private static func set(
        _ word: String, _ state: OperationalState, _ client: ManifoldClient, _ command: some ServerCommand
    ) async throws {
        let found = try await client.resolveVNFPackage(word).value
        let id = found.id
        if found.operationalState != state.rawValue { try await client.setVNFPackage(id, state) }
        if command.server.json { return try command.terminal.show(try await client.vnfPackage(id).json) }
        command.terminal.line("package \(id) is \(state.rawValue)")
    }
}
