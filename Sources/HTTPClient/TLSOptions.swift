/// How a server's certificate is checked, and which one we show.
package struct TLSOptions: Sendable, Equatable {
    /// Whether the server's certificate and its name are checked.
    package var verifiesServer: Bool
    /// PEM file of the authorities that are trusted in place of the system's.
    package var authoritiesFile: String?
    /// PEM file of our certificate, with its key or beside `keyFile`.
    package var certificateFile: String?
    package var keyFile: String?

    package init(
        verifiesServer: Bool = true, authoritiesFile: String? = nil, certificateFile: String? = nil,
        keyFile: String? = nil
    ) {
        self.verifiesServer = verifiesServer
        self.authoritiesFile = authoritiesFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }
}
