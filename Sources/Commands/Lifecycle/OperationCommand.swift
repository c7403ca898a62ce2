import ArgumentParser
import Client
import FoundationEssentials
import MANOModel
import SOL

/// `manifold op`: operations of NSs and VNFs.
struct OperationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "op", abstract: "Operations: watch, retry, roll back, give up, cancel.",
        discussion: """
            An OPERATION is named by its id or the beginning of its id.

            Examples:
              manifold op list
              manifold op watch 3f2a9c01
              manifold op retry 3f2a9c01
            """,
        subcommands: [
            List.self, Show.self, Watch.self, Retry.self, Rollback.self, Fail.self, Cancel.self,
        ])

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the operations, the newest first.",
            discussion: """
                Examples:
                  manifold op list --unfinished
                  manifold op list --last 5
                """)
        @Flag(help: "Only those that are not at their end.") var unfinished = false
        @Option(help: ArgumentHelp("Only the newest ones.", valueName: "number")) var last: Int?
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            var operations = try await client.occurrences(.ns) + client.occurrences(.vnf)
            operations.sort { ($0.value.startedAt, $0.value.id) > ($1.value.startedAt, $1.value.id) }
            if unfinished {
                operations.removeAll { OperationState(rawValue: $0.value.state)?.isTerminal ?? false }
            }
            if let last { operations = Array(operations.prefix(max(0, last))) }
            if server.json { return terminal.show(.array(operations.map(\.json))) }
            let names = try await client.instanceNames()
            var table = Table(
                .left("ID"), .left("OPERATION"), .flexible("OF"), .left("STATE"), .left("STARTED"), .left("BY"),
                .flexible("ERROR"))
            for operation in operations.map(\.value) {
                table.append(
                    Format.shortID(operation.id), operation.operation,
                    "\(operation.reference.kind.rawValue) \(names[operation.instanceID] ?? Format.shortID(operation.instanceID))",
                    operation.state, Format.time(operation.startedAt), operation.isAutomatic ? "manager" : "user",
                    operation.error?.detail)
            }
            terminal.show(table, empty: "no operations")
        }
    }

    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one operation with its steps.",
            discussion: """
                Example:
                  manifold op show 3f2a9c01
                """)
        @Argument(help: "Id, or its beginning.") var operation: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            // Asked again by its id: a list leaves much out.
            let found = try await client.resolveOccurrence(operation).value
            let operation = try await client.occurrence(found.reference)
            let steps = try await client.steps(of: operation.value.id)
            if server.json {
                var object = operation.json.objectValue ?? [:]
                object["steps"] = .array(steps.map(\.json))
                return terminal.show(.object(object))
            }
            let value = operation.value
            let names = try await client.instanceNames()
            terminal.show([
                "id": value.id, "operation": value.operation,
                "of": "\(value.reference.kind.rawValue) \(names[value.instanceID] ?? value.instanceID)",
                "state": value.state + (value.isCancelPending ? ", cancel pending" : ""),
                "since": Format.time(value.stateEnteredAt), "started": Format.time(value.startedAt),
                "by": value.isAutomatic ? "the manager itself" : "a user", "error": value.error.map(ServerError.text),
            ])
            var table = Table(
                .right("STEP"), .right("PHASE"), .left("STATE"), .right("TIME"), .right("ATTEMPT"),
                .flexible("WHAT"), .flexible("ERROR"))
            for step in steps.map(\.value) {
                let time = step.startedAt.flatMap { start in step.endedAt.map { $0.timeIntervalSince(start) } }
                table.append(
                    "\(step.number)", "\(step.phase)", step.state, time.map(Format.duration), "\(step.attempt)",
                    step.title, step.error?.detail)
            }
            if !steps.isEmpty { terminal.write("\n" + table.render(width: terminal.width)) }
            if !value.warnings.isEmpty { terminal.write("\n" + WarningText.render(value.warnings)) }
        }
    }

    struct Watch: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Follow an operation until it comes to an end.",
            discussion: """
                Example:
                  manifold op watch 3f2a9c01
                """)
        @Argument(help: "Id, or its beginning.") var operation: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let operation = try await client.resolveOccurrence(operation).value
            try await follow(operation.reference, title: operation.title, client: client)
        }
    }

    struct Retry: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Try again what failed: an operation in FAILED_TEMP goes on.",
            discussion: """
                Example:
                  manifold op retry 3f2a9c01
                """)
        @Argument(help: "Id, or its beginning.") var operation: String
        @OptionGroup var options: OperationOptions
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let operation = try await client.resolveOccurrence(operation).value
            try await client.perform(.retry, on: operation.reference)
            try await follow(
                operation.reference, title: "retry \(operation.title)", client: client, options: options)
        }
    }

    struct Rollback: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Undo what an operation in FAILED_TEMP has done.",
            discussion: """
                Example:
                  manifold op rollback 3f2a9c01
                """)
        @Argument(help: "Id, or its beginning.") var operation: String
        @OptionGroup var options: OperationOptions
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let operation = try await client.resolveOccurrence(operation).value
            try await client.perform(.rollback, on: operation.reference)
            try await follow(
                operation.reference, title: "roll back \(operation.title)", client: client, options: options,
                expecting: [.rolledBack])
        }
    }

    struct Fail: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give an operation in FAILED_TEMP up; what it has done stays.",
            discussion: """
                Example:
                  manifold op fail 3f2a9c01
                """)
        @Argument(help: "Id, or its beginning.") var operation: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let operation = try await client.resolveOccurrence(operation).value
            try await client.perform(.fail, on: operation.reference)
            if server.json { return terminal.show(try await client.occurrence(operation.reference).json) }
            terminal.line("operation \(operation.id) is FAILED")
        }
    }

    struct Cancel: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop an operation: it ends in FAILED_TEMP, or rolled back where it had not begun.",
            discussion: """
                Running steps are waited for; --forceful gives them up.

                Examples:
                  manifold op cancel 3f2a9c01
                  manifold op cancel 3f2a9c01 --forceful
                """)
        @Argument(help: "Id, or its beginning.") var operation: String
        @Flag(help: "Don't wait for running steps.") var forceful = false
        @OptionGroup var options: OperationOptions
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let operation = try await client.resolveOccurrence(operation).value
            try await client.perform(.cancel(forceful ? .forceful : .graceful), on: operation.reference)
            try await follow(
                operation.reference, title: "cancel \(operation.title)", client: client, options: options,
                expecting: [.failedTemporarily, .rolledBack])
        }
    }
}

extension Occurrence {
    /// `INSTANTIATE of vnf 3f2a9c01`
    var title: String { "\(operation) of \(reference.kind.rawValue) \(Format.shortID(instanceID))" }
}

extension ManifoldClient {
    /// What NSs and VNFs are called, by id.
    func instanceNames() async throws -> [String: String] {
        var names: [String: String] = [:]
        for ns in try await nsInstances().map(\.value) { names[ns.id] = ns.nsInstanceName }
        for vnf in try await vnfInstances().map(\.value) { names[vnf.id] = vnf.vnfInstanceName }
        return names.filter { !$0.value.isEmpty }
    }
}
