/// One way to power a host off for certain. Which members there are follows from the type; a password is only ever named by
/// the file that it is in.
package struct FencingMethod: Codable, Sendable, Equatable {
    package var type: Kind
    /// `ipmi`: the BMC's name or address. `redfish`: the URL of the ComputerSystem. `ssh`: `user@host`.
    package var address: String?
    package var port: Int?
    package var user: String?
    /// A file on the manager's machine whose first line is the password.
    package var passwordFile: String?
    /// `ipmi`: the cipher suite of IPMI 2.0; nil: ipmitool's own choice.
    package var cipher: Int?
    /// `redfish`: how to log in; nil: `session`.
    package var authentication: Authentication?
    /// `redfish`: PEM file of the authorities that are trusted in place of the system's.
    package var authoritiesFile: String?
    /// `redfish`: whether the certificate is checked; nil: it is.
    package var verifiesServer: Bool?
    /// `ssh`: the private key.
    package var identityFile: String?
    /// `ssh`: the keys of hosts in place of the user's own file.
    package var knownHostsFile: String?
    /// `ssh`: powers the host off.
    package var command: String?
    /// `ssh`: prints `off` or `on`.
    package var statusCommand: String?
    /// Seconds for the whole act; nil: 60.
    package var timeout: Double?

    package enum Kind: String, Codable, Sendable, CaseIterable {
        case ipmi, redfish, ssh
        /// A host of the simulated world.
        case simulated
    }

    package enum Authentication: String, Codable, Sendable, CaseIterable {
        case session, basic
    }

    package init(
        type: Kind, address: String? = nil, port: Int? = nil, user: String? = nil, passwordFile: String? = nil,
        cipher: Int? = nil, authentication: Authentication? = nil, authoritiesFile: String? = nil,
        verifiesServer: Bool? = nil, identityFile: String? = nil, knownHostsFile: String? = nil,
        command: String? = nil, statusCommand: String? = nil, timeout: Double? = nil
    ) {
        self.type = type
        self.address = address
        self.port = port
        self.user = user
        self.passwordFile = passwordFile
        self.cipher = cipher
        self.authentication = authentication
        self.authoritiesFile = authoritiesFile
        self.verifiesServer = verifiesServer
        self.identityFile = identityFile
        self.knownHostsFile = knownHostsFile
        self.command = command
        self.statusCommand = statusCommand
        self.timeout = timeout
    }

    /// For people: `ipmi at 10.0.0.5`.
    package var title: String { address.map { "\(type.rawValue) at \($0)" } ?? type.rawValue }
}
