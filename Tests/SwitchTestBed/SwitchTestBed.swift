import Foundation

/// A real Open vSwitch for one test: ovsdb-server and ovs-vswitchd of its own, in a temporary folder and in a network
/// namespace of their own, taken away afterwards.
package struct SwitchTestBed: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    package let folder: String
    /// The network namespace that the switch and its ports are in.
    package let namespace: String

    package var database: String { "\(folder)/db.sock" }

    package func management(of bridge: String) -> String { "\(folder)/\(bridge).mgmt" }

    /// Why there can be no test bed here; nil where there can.
    package static let missing: String? = {
        guard geteuid() == 0 else { return "network namespaces need root" }
        for tool in ["ovsdb-server", "ovs-vswitchd", "ovsdb-tool", "ovs-vsctl", "ovs-ofctl", "ip", "ethtool"]
        where path(of: tool) == nil {
            return "\(tool) is not installed"
        }
        let probe = "mft-\(getpid())-probe"
        guard (try? run(["ip", "netns", "add", probe])) != nil else { return "network namespaces can't be made here" }
        _ = try? run(["ip", "netns", "del", probe])
        return nil
    }()

    package static var isAvailable: Bool { missing == nil }

    /// Runs `body` with a switch that has no bridge yet.
    package static func with<Result: Sendable>(
        _ body: @Sendable (SwitchTestBed) async throws -> Result
    ) async throws -> Result {
        let bed = try SwitchTestBed()
        defer { bed.remove() }
        try bed.start()
        return try await body(bed)
    }

    private init() throws {
        let id = String(UInt32.random(in: 0...UInt32.max), radix: 36)
        folder = "/tmp/mft-\(id)"
        namespace = "mft-\(id)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    private func start() throws {
        try Self.run(["ip", "netns", "add", namespace])
        try Self.run(["ip", "-n", namespace, "link", "set", "lo", "up"])
        try ovs(["ovsdb-tool", "create", "\(folder)/conf.db", "/usr/share/openvswitch/vswitch.ovsschema"])
        try startDatabase()
        try ovs(["ovs-vsctl", "--no-wait", "--timeout=10", "init"])
        try startSwitch()
    }

    package func startDatabase() throws {
        try ovs([
            "ovsdb-server", "\(folder)/conf.db", "--remote=punix:\(database)", "--pidfile=\(folder)/db.pid",
            "--log-file=\(folder)/db.log", "--unixctl=\(folder)/db.ctl", "--detach", "--no-chdir",
        ])
    }

    package func startSwitch() throws {
        try ovs([
            "ovs-vswitchd", "unix:\(database)", "--pidfile=\(folder)/switch.pid", "--log-file=\(folder)/switch.log",
            "--unixctl=\(folder)/switch.ctl", "--detach", "--no-chdir",
        ])
    }

    package func stopDatabase() { kill(pidFile: "db.pid", SIGKILL) }

    package func stopSwitch() { kill(pidFile: "switch.pid", SIGKILL) }

    /// Sends a signal, such as SIGSTOP, to ovs-vswitchd.
    package func signalSwitch(_ signal: Int32) { kill(pidFile: "switch.pid", signal, wait: false) }

    /// Sends a signal, such as SIGSTOP, to ovsdb-server.
    package func signalDatabase(_ signal: Int32) { kill(pidFile: "db.pid", signal, wait: false) }

    /// Runs one of Open vSwitch's programs in the switch's namespace and folder.
    @discardableResult
    package func ovs(_ arguments: [String]) throws -> String {
        try Self.run(
            ["ip", "netns", "exec", namespace] + arguments,
            environment: [
                "OVS_RUNDIR": folder, "OVS_LOGDIR": folder, "OVS_DBDIR": folder,
            ])
    }

    @discardableResult
    package func vsctl(_ arguments: String...) throws -> String {
        try ovs(["ovs-vsctl", "--db=unix:\(database)", "--timeout=10"] + arguments)
    }

    @discardableResult
    package func ofctl(_ arguments: String...) throws -> String {
        try ovs(["ovs-ofctl", "-O", "OpenFlow15"] + arguments)
    }

    private func kill(pidFile: String, _ signal: Int32, wait: Bool = true) {
        guard let text = try? String(contentsOfFile: "\(folder)/\(pidFile)", encoding: .utf8),
            let pid = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else { return }
        Glibc.kill(pid, signal)
        guard wait else { return }
        // The daemon detached, so somebody else reaps it; as a zombie it no longer holds anything.
        for _ in 0..<100 {
            guard let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
                !state.contains(") Z")
            else { return }
            usleep(20_000)
        }
    }

    private func remove() {
        kill(pidFile: "switch.pid", SIGKILL)
        kill(pidFile: "db.pid", SIGKILL)
        // Those that a test, or what it tested, made under this one's name too.
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? []
        for name in all where name == namespace || name.hasPrefix("\(namespace)-") {
            _ = try? Self.run(["ip", "netns", "del", name])
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Runs a program by name and returns what it printed; throws with its standard error where it fails.
    @discardableResult
    package static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> String {
        guard let executable = path(of: arguments[0]) else { throw Failure(description: "no \(arguments[0])") }
        // Files, not pipes: a daemon that detaches keeps its output open.
        let id = "\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        let (out, err) = ("/tmp/mft-\(id).out", "/tmp/mft-\(id).err")
        defer {
            unlink(out)
            unlink(err)
        }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, 1, out, O_CREAT | O_WRONLY, 0o600)
        posix_spawn_file_actions_addopen(&files, 2, err, O_CREAT | O_WRONLY, 0o600)
        let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let argv = ([executable] + arguments.dropFirst()).map { strdup($0) } + [nil]
        let envp = all.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        var pid = pid_t()
        guard posix_spawn(&pid, executable, &files, nil, argv, envp) == 0 else {
            throw Failure(description: "\(executable) can't be started")
        }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1, errno == EINTR {}
        guard status == 0 else {
            let message = (try? String(contentsOfFile: err, encoding: .utf8)) ?? ""
            throw Failure(description: "\(arguments.joined(separator: " ")): wait status \(status): \(message)")
        }
        return (try? String(contentsOfFile: out, encoding: .utf8)) ?? ""
    }

    private static func path(of tool: String) -> String? {
        ["/usr/sbin", "/usr/bin", "/sbin", "/bin"].map { "\($0)/\(tool)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
