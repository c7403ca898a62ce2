import Foundation
import Testing

/// OpenIPMI's `ipmi_sim`: a BMC on the loopback that lets `admin` in with `secret`, and keeps the power's state, `0` or `1`, in
/// the file `power`; it ends with its owner.
final class IPMISimulator {
    /// Why there is none here; nil where there is.
    static let obstacle: String? = ["/usr/bin/ipmi_sim", "/usr/bin/ipmitool"].first {
        !FileManager.default.isExecutableFile(atPath: $0)
    }

    let port: Int
    private let process = Process()

    init(in folder: Folder) throws {
        port = Int.random(in: 20000..<30000)
        _ = try folder.write("power", "1\n")
        let control = try folder.write(
            "control",
            """
            #!/bin/sh
            D=\(folder.path)
            # ipmi_sim gives its own options before the verb.
            while [ $# -gt 0 ] && [ "$1" != get ] && [ "$1" != set ]; do shift; done
            case "$1" in
            get) shift; for what; do [ "$what" = power ] && echo "power:$(cat $D/power)"; done;;
            set) shift; while [ $# -gt 1 ]; do [ "$1" = power ] && echo "$2" > $D/power; shift 2; done;;
            esac
            exit 0
            """, mode: 0o755)
        let lan = try folder.write(
            "lan.conf",
            """
            name "bmc"
            set_working_mc 0x20
            startlan 1
              addr 127.0.0.1 \(port)
              priv_limit admin
              allowed_auths_callback none md2 md5 straight
              allowed_auths_user none md2 md5 straight
              allowed_auths_operator none md2 md5 straight
              allowed_auths_admin none md2 md5 straight
              guid a123456789abcdefa123456789abcdef
            endlan
            chassis_control "\(control) 0x20"
            user 1 true "" "test" user 10 none md2 md5 straight
            user 2 true "admin" "secret" admin 10 none md2 md5 straight
            """)
        let commands = try folder.write(
            "bmc.emu", "mc_setbmc 0x20\nmc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02\nmc_enable 0x20\n")
        process.executableURL = URL(fileURLWithPath: "/usr/bin/ipmi_sim")
        process.arguments = ["-c", lan, "-f", commands, "-s", folder.path, "-n"]
        process.standardInput = Pipe()
        let log = folder.path + "/ipmi_sim.log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.standardOutput = FileHandle(forWritingAtPath: log)
        process.standardError = process.standardOutput
        try process.run()
    }

    deinit { kill(process.processIdentifier, SIGKILL) }

    func waitUntilItAnswers(_ question: () async throws -> Bool) async throws {
        for _ in 0..<20 {
            if (try? await question()) == true { return }
            try #require(process.isRunning, "ipmi_sim has ended")
            try await Task.sleep(for: .milliseconds(200))
        }
        Issue.record("ipmi_sim doesn't answer")
    }
}
