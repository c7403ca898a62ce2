import Foundation
import Testing

/// Runs a program to its end; it has to go well.
@discardableResult
func run(_ program: String, _ arguments: [String], in folder: String, input: Data? = nil) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    if let input {
        let pipe = Pipe()
        process.standardInput = pipe
        try process.run()
        try pipe.fileHandleForWriting.write(contentsOf: input)
        try pipe.fileHandleForWriting.close()
    } else {
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(program) \(arguments) ended with \(process.terminationStatus)")
    return data
}

/// Keys and certificates, made by OpenSSL's program in a folder.
struct TestAuthority {
    let folder: String

    init(_ folder: String, name: String = "Test authority") throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder + "/trust", withIntermediateDirectories: true)
        try key("ca")
        try run(
            "openssl",
            [
                "req", "-x509", "-key", "ca.key", "-subj", "/CN=\(name)", "-days", "30", "-out", "trust/ca.pem",
                "-addext", "keyUsage=critical,keyCertSign,cRLSign",
            ], in: folder)
    }

    var trust: String { folder + "/trust" }
    func path(_ file: String) -> String { "\(folder)/\(file)" }

    private func key(_ name: String) throws {
        try run(
            "openssl", ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", name + ".key"],
            in: folder)
    }

    /// `NAME.key` and `NAME.crt`, issued by the authority.
    func issue(_ name: String, extensions: String = "keyUsage=critical,digitalSignature\n", days: Int = 20) throws {
        try key(name)
        try run(
            "openssl", ["req", "-new", "-key", name + ".key", "-subj", "/CN=\(name)", "-out", name + ".csr"], in: folder
        )
        try extensions.write(toFile: path(name + ".ext"), atomically: true, encoding: .utf8)
        try run(
            "openssl",
            [
                "x509", "-req", "-in", name + ".csr", "-CA", "trust/ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                "-days", "\(days)", "-extfile", name + ".ext", "-out", name + ".crt",
            ], in: folder)
    }

    /// Writes the authority's revocation list, for a day, with those that it takes back now and took back before.
    func revoke(_ names: [String], into file: String) throws {
        if !FileManager.default.fileExists(atPath: path("index.txt")) {
            try "".write(toFile: path("index.txt"), atomically: true, encoding: .utf8)
            try """
            [ca]
            default_ca = own
            [own]
            database = index.txt
            default_md = sha256
            certificate = trust/ca.pem
            private_key = ca.key

            """.write(toFile: path("ca.cnf"), atomically: true, encoding: .utf8)
        }
        for name in names { try run("openssl", ["ca", "-config", "ca.cnf", "-revoke", name + ".crt"], in: folder) }
        try run("openssl", ["ca", "-config", "ca.cnf", "-gencrl", "-crldays", "1", "-out", file], in: folder)
    }

    /// A detached signature as PEM.
    func sign(_ content: [UInt8], by name: String, _ options: [String] = ["-binary"]) throws -> [UInt8] {
        try Data(content).write(to: URL(fileURLWithPath: path("content")))
        return Array(
            try run(
                "openssl",
                [
                    "cms", "-sign", "-in", "content", "-signer", name + ".crt", "-inkey", name + ".key", "-outform",
                    "PEM",
                ]
                    + options, in: folder))
    }
}
