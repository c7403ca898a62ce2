package import LibvirtVIM
package import NFVO

/// How the daemon is started.
package struct DaemonConfiguration: Sendable {
    /// Where state, packages, images and the administrator's token are.
    package var dataFolder: String
    package var bindAddress: String
    package var port: Int
    package var templateFolder: String
    package var simulation: Simulated?
    /// Which packages and images are let in.
    package var intake: PackageIntake
    /// How much of what guests print is kept.
    package var serialLogs: SerialLogLimits
    /// What a host's libvirt gets for one question.
    package var hostDeadline: Duration

    /// What stands for real hosts.
    package enum Simulated: Sendable, Equatable {
        case hosts(Int)
        case file(String)
        /// The socket of a world in another process.
        case socket(String)

        /// `12`, `unix:/run/world.sock`, or a file's path.
        package init(_ text: String) {
            if let count = Int(text) {
                self = .hosts(count)
            } else if text.hasPrefix("unix:") {
                self = .socket(String(text.dropFirst(5)))
            } else {
                self = .file(text)
            }
        }
    }

    package init(
        dataFolder: String, bindAddress: String = "127.0.0.1", port: Int = 8377, templateFolder: String,
        simulation: Simulated? = nil, intake: PackageIntake = PackageIntake(),
        serialLogs: SerialLogLimits = SerialLogLimits(), hostDeadline: Duration = .seconds(15)
    ) {
        self.dataFolder = dataFolder
        self.bindAddress = bindAddress
        self.port = port
        self.templateFolder = templateFolder
        self.simulation = simulation
        self.intake = intake
        self.serialLogs = serialLogs
        self.hostDeadline = hostDeadline
    }
}
