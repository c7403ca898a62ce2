import Foundation
import Testing

/// What an operation has left, in the database and in the world, without ids and times.
struct EndState {
    let folder: String
    let world: WorldProcess

    /// Rows that should be the same whatever happened on the way: read by sqlite3, not by the manager.
    private static let queries = [
        "SELECT kind, scope = '' AS everywhere, CASE kind WHEN 'address' THEN key ELSE '' END, amount, count(*) FROM claim GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        "SELECT json_extract(model, '$.name'), json_extract(model, '$.instantiated.isComplete'), json_array_length(model, '$.instantiated.vnfcs') FROM vnf_instance ORDER BY 1",
        "SELECT json_extract(model, '$.name'), json_extract(model, '$.instantiated.isComplete'), json_array_length(model, '$.instantiated.vnfInstanceIDs') FROM ns_instance ORDER BY 1",
        "SELECT count(*), sum(ns_instance_id IS NOT NULL), sum(vnf_instance_id IS NOT NULL) FROM network",
        "SELECT count(*) FROM operation WHERE is_open = 1",
        "SELECT vnfd_id, json_extract(body, '$.usageState') FROM vnf_package ORDER BY 1",
    ]

    func text() async throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        process.arguments = ["-readonly", folder + "/manifold.sqlite", Self.queries.joined(separator: "; ")]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let rows = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try await rows + world.dump()
    }
}

/// The names of the failpoints that a manager passed.
struct FailpointLog {
    let path: String

    func clear() throws { try Data().write(to: URL(fileURLWithPath: path)) }

    /// Each once, in the order in which they were passed first.
    func names() throws -> [String] {
        var seen: Set<String> = []
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init).filter {
            seen.insert($0).inserted
        }
    }
}
