import AnswerJudge
import Foundation
import HTTPClient
import MANOModel
import Testing

/// A manager that a test starts, asks, kills and starts again.
final class ManagerProcess: @unchecked Sendable {
    let folder: String
    let simulate: String
    private let environment: [String: String]
    private var process: Process?
    private let http = CurlClient()

    /// - Parameters:
    ///   - folder: for its data.
    ///   - simulate: as of `--simulate`.
    init(folder: String, simulate: String, environment: [String: String] = [:]) {
        self.folder = folder
        self.simulate = simulate
        self.environment = environment
    }

    /// The program beside the test bundle.
    static var binary: String {
        get throws {
            if let named = ProcessInfo.processInfo.environment["MANIFOLD_BINARY"] { return named }
            let beside = Bundle.main.bundleURL.appendingPathComponent("manifold").path
            let above = Bundle.main.bundleURL.deletingLastPathComponent().appendingPathComponent("manifold").path
            return try #require([beside, above].first { FileManager.default.isExecutableFile(atPath: $0) })
        }
    }

    /// Starts it, and returns when it serves.
    func start(environment more: [String: String] = [:]) async throws {
        try? FileManager.default.removeItem(atPath: folder + "/server.url")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Self.binary)
        process.arguments = [
            "serve", "--data", folder, "--port", "0", "--simulate", simulate, "--log", "error", "--templates",
            Repository.root + "/Templates",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }.merging(more) { $1 }
        let log = folder + ".log"
        if !FileManager.default.fileExists(atPath: log) {
            _ = FileManager.default.createFile(atPath: log, contents: nil)
        }
        let handle = try #require(FileHandle(forWritingAtPath: log))
        handle.seekToEndOfFile()
        process.standardError = handle
        process.standardOutput = handle
        try process.run()
        self.process = process
        for _ in 0..<400 {
            if FileManager.default.fileExists(atPath: folder + "/server.url") { return }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(25))
        }
        // A failpoint may end it before it serves.
        if more["MANIFOLD_FAILPOINT"] == nil {
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            Issue.record("the manager doesn't serve: \(text.suffix(2000))")
        }
    }

    var isRunning: Bool { process?.isRunning ?? false }

    /// Ends it with SIGKILL, as a crash would.
    func kill() {
        guard let process, process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func stop() {
        guard let process, process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    func waitUntilDead() async throws {
        for _ in 0..<800 {
            if !isRunning { return }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    struct Answer {
        var status: Int
        var headers: HTTPHeaders
        var body: JSONValue
    }

    /// One request; an answer of any status is an answer, and is judged by ETSI's files.
    @discardableResult
    func request(_ method: String, _ path: String, _ body: JSONValue? = nil, file: String? = nil) async throws -> Answer
    {
        let url = try String(contentsOfFile: folder + "/server.url", encoding: .utf8).trimmingCharacters(
            in: .whitespacesAndNewlines)
        let token = try String(contentsOfFile: folder + "/admin.token", encoding: .utf8).trimmingCharacters(
            in: .whitespacesAndNewlines)
        var headers: HTTPHeaders = [("Authorization", "Bearer \(token)"), ("Version", Self.version(of: path))]
        var payload = HTTPRequest.Body.none
        if let body {
            payload = .data(try JSONEncoder().encode(body))
            headers.append("Content-Type", method == "PATCH" ? "application/merge-patch+json" : "application/json")
        } else if let file {
            payload = .file(path: file)
            headers.append("Content-Type", "application/zip")
        }
        let response = try await http.send(
            HTTPRequest(method: method, url: url + path, headers: headers, body: payload, deadline: .seconds(30)))
        try JudgedAnswer(
            method: method, path: String(path.prefix { $0 != "?" }), status: response.status,
            headers: response.headers.fields.map(\.name), contentType: response.headers["Content-Type"] ?? "",
            body: response.body
        ).judge()
        let value =
            response.body.isEmpty
            ? JSONValue.null
            : (try? JSONDecoder().decode(JSONValue.self, from: response.body))
                ?? .string(String(decoding: response.body, as: UTF8.self))
        return Answer(status: response.status, headers: response.headers, body: value)
    }

    /// The version of each API (GS v3.7.1).
    private static func version(of path: String) -> String {
        let versions = ["vnfpkgm": "2.4.0", "nsd": "2.3.0", "nslcm": "2.3.0", "vnflcm": "2.3.0", "vnffm": "1.5.0"]
        return versions[path.split(separator: "/").first.map(String.init) ?? ""] ?? "1.0.0"
    }

    /// The id of the resource that the request makes.
    func create(_ path: String, _ body: JSONValue) async throws -> String {
        let answer = try await request("POST", path, body)
        try #require(answer.status == 201, "\(path): \(answer.body)")
        return try #require(answer.body["id"]?.stringValue)
    }

    /// Has an operation accepted, and waits for its end; the occurrence.
    @discardableResult
    func operate(_ path: String, _ body: JSONValue) async throws -> JSONValue {
        let answer = try await request("POST", path, body)
        try #require(answer.status == 202, "\(path): \(answer.body)")
        return try await end(of: try #require(answer.headers["Location"]))
    }

    /// Waits until the occurrence is at rest.
    func end(of location: String) async throws -> JSONValue {
        let path = location.hasPrefix("http") ? URL(string: location)!.path : location
        for _ in 0..<3000 {
            let occurrence = try await request("GET", path).body
            let state = occurrence["operationState"]?.stringValue ?? ""
            if ["COMPLETED", "FAILED", "FAILED_TEMP", "ROLLED_BACK"].contains(state) { return occurrence }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("occurrence \(path) doesn't end")
        return .null
    }
}
