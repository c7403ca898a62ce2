import ArgumentParser
import Client
import MANOModel
import SOL

/// `manifold alarm`: what is wrong, or was.
struct AlarmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alarm", abstract: "Alarms of VNFs.",
        discussion: """
            Example:
              manifold alarm list
            """,
        subcommands: [List.self], defaultSubcommand: List.self)

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the alarms, the newest first.",
            discussion: """
                Examples:
                  manifold alarm list
                  manifold alarm list --active
                """)
        @Flag(help: "Only those that are not cleared.") var active = false
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let alarms = try await client.alarms()
                .filter { !active || $0.value.alarmClearedTime == nil }
                .sorted { ($0.value.alarmRaisedTime, $0.value.id) > ($1.value.alarmRaisedTime, $1.value.id) }
            if server.json { return try terminal.show(.array(alarms.map(\.json))) }
            let vnfs = Dictionary(
                try await client.vnfInstances().map { ($0.value.id, $0.value.vnfInstanceName ?? "") }
            ) { $1 }
            var table = Table(
                .left("ID"), .left("SEVERITY"), .flexible("VNF"), .left("RAISED"), .left("CLEARED"),
                .flexible("CAUSE"))
            for alarm in alarms.map(\.value) {
                let name = vnfs[alarm.managedObjectId].flatMap { $0.isEmpty ? nil : $0 }
                table.append(
                    Format.shortID(alarm.id), alarm.perceivedSeverity, name ?? Format.shortID(alarm.managedObjectId),
                    Format.time(alarm.alarmRaisedTime), alarm.alarmClearedTime.map(Format.time),
                    ([alarm.probableCause] + (alarm.faultDetails ?? [])).joined(separator: "; "))
            }
            terminal.show(table, empty: active ? "no active alarms" : "no alarms")
        }
    }
}
