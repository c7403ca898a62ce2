import ArgumentParser
import Client
import MANOModel
import SOL

struct CatalogueList<Kind: CatalogueKind>: ServerCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: "List the \(Kind.words.many).",
            discussion: """
                Example:
                  manifold \(Kind.words.command) list --json
                """)
    }
    @OptionGroup var server: ServerOptions

    func run(_ client: ManifoldClient) async throws {
        let found = try await client.entries(Kind.Info.self)
        if server.json { return terminal.show(.array(found.map(\.json))) }
        var table = Table(Kind.columns)
        for info in found.map(\.value).sorted(by: { left, right in
            let (left, right) = (Kind.facts(left), Kind.facts(right))
            return (left.name ?? "", left.id) < (right.name ?? "", right.id)
        }) {
            table.append(Kind.cells(info))
        }
        terminal.show(table, empty: "no \(Kind.words.many); manifold \(Kind.words.command) onboard FILE brings one in")
    }
}

struct CatalogueOnboard<Kind: CatalogueKind>: ServerCommand {
    static var configuration: CommandConfiguration {
        let words = Kind.words
        let command = "manifold \(words.command) onboard \(words.example).csar"
        return CommandConfiguration(
            commandName: "onboard",
            abstract: "Bring \(words.one) in: create it, upload its file, wait until it is onboarded.",
            discussion: """
                \(words.hint.isEmpty ? "" : words.hint + "\n\n")Examples:
                  \(Kind.EnableOption.example(command) ?? command)
                  \(command) --json | jq -r .id
                """)
    }
    @Argument(
        help: "The file: a CSAR, a signed zip file around one, or OSM's tar.gz.",
        completion: .file(extensions: ["csar", "zip", "gz"]))
    var file: String
    @OptionGroup var enabling: Kind.EnableOption
    @OptionGroup var server: ServerOptions

    func run(_ client: ManifoldClient) async throws {
        let noun = Kind.words.noun
        let display = OnboardingDisplay(file: file, terminal: terminal)
        let id = try await Onboarding.run(
            create: { try await client.createEntry(Kind.Info.self).value.id },
            upload: {
                try await client.uploadEntry(Kind.Info.self, $0, file: file) { display.sent($0, of: $1) }
            },
            discard: { try await client.deleteEntry(Kind.Info.self, $0) })
        var found = try await client.settledEntry(Kind.Info.self, id) {
            guard display.isShown, let progress = try? await client.onboardingProgress(Kind.Info.self, id) else {
                return
            }
            display.processed(progress)
        }
        display.end()
        var facts = Kind.facts(found.value)
        if facts.onboarding == OnboardingState.error.rawValue {
            if server.json { terminal.show(found.json) }
            await Onboarding.show(facts.failure?.diagnostics ?? [], of: file, on: terminal)
            throw Onboarding.failure(file, resource: noun, id: id, problem: facts.failure)
        }
        if enabling.isWanted, facts.state != OperationalState.enabled.rawValue {
            try await client.setEntry(Kind.Info.self, id, .enabled)
            found = try await client.entry(Kind.Info.self, id)
            facts = Kind.facts(found.value)
        }
        // A server that is older than this program doesn't tell.
        let progress = try? await client.onboardingProgress(Kind.Info.self, id)
        if let findings = progress?.diagnostics {
            await Onboarding.show(findings, of: file, on: terminal)
        } else {
            for warning in progress?.warnings ?? [] { terminal.writeError(Printable.escape(warning) + "\n") }
        }
        if server.json { return terminal.show(found.json) }
        let signers = (progress?.signers ?? []).map(Printable.escape)
        terminal.line(
            "onboarded \(Printable.escape(facts.name ?? file)) as \(id)"
                + (facts.state.map { ", \(Printable.escape($0))" } ?? "")
                + (signers.isEmpty ? "" : ", signed by \(signers.joined(separator: " and "))"))
    }
}

struct CatalogueShow<Kind: CatalogueKind>: ServerCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show", abstract: "Show one \(Kind.words.noun).",
            discussion: """
                Example:
                  manifold \(Kind.words.command) show \(Kind.words.example)
                """)
    }
    @Argument(help: "Id or name.") var name: String
    @OptionGroup var server: ServerOptions

    func run(_ client: ManifoldClient) async throws {
        let id = try await client.resolve(Kind.self, name).value.id
        let found = try await client.entry(Kind.Info.self, id)
        if server.json { return terminal.show(found.json) }
        Kind.show(found.value, on: terminal)
        let text = DiagnosticText(usesColour: terminal.usesColour, width: terminal.width)
        for finding in Kind.facts(found.value).failure?.diagnostics ?? [] {
            for line in text.lines(finding, line: nil) { terminal.line(line) }
        }
    }
}

struct CatalogueEnable<Kind: CatalogueKind>: ServerCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "enable", abstract: "Let \(Kind.words.instances) be made from \(Kind.words.one).",
            discussion: """
                Example:
                  manifold \(Kind.words.command) enable \(Kind.words.example)
                """)
    }
    @Argument(help: "Id or name.") var name: String
    @OptionGroup var server: ServerOptions

    func run(_ client: ManifoldClient) async throws {
        try await Onboarding.set(Kind.self, name, .enabled, client, self)
    }
}

struct CatalogueDisable<Kind: CatalogueKind>: ServerCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "disable", abstract: "Let no more \(Kind.words.instances) be made from \(Kind.words.one).",
            discussion: """
                Example:
                  manifold \(Kind.words.command) disable \(Kind.words.example)
                """)
    }
    @Argument(help: "Id or name.") var name: String
    @OptionGroup var server: ServerOptions

    func run(_ client: ManifoldClient) async throws {
        try await Onboarding.set(Kind.self, name, .disabled, client, self)
    }
}

struct CatalogueDelete<Kind: CatalogueKind>: ServerCommand {
    static var configuration: CommandConfiguration {
        let command = "manifold \(Kind.words.command) delete \(Kind.words.example)"
        let examples = [command, Kind.DisableOption.example(command)].compactMap(\.self)
        return CommandConfiguration(
            commandName: "delete", abstract: "Delete \(Kind.words.one) \(Kind.words.deletable).",
            discussion: "Examples:\n" + examples.map { "  \($0)" }.joined(separator: "\n"))
    }
    @Argument(help: "Id or name.") var name: String
    @OptionGroup var disabling: Kind.DisableOption
    @OptionGroup var server: ServerOptions

    func run(_ client: ManifoldClient) async throws {
        let found = Kind.facts(try await client.resolve(Kind.self, name).value)
        // One in use is refused anyway, and stays as it is.
        if disabling.isWanted, found.state == OperationalState.enabled.rawValue,
            found.usage == UsageState.notInUse.rawValue
        {
            try await client.setEntry(Kind.Info.self, found.id, .disabled)
        }
        try await client.deleteEntry(Kind.Info.self, found.id)
        if !server.json { terminal.line("deleted \(Kind.words.noun) \(found.id)") }
    }
}
