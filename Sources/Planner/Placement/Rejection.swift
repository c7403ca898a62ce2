package import MANOModel

/// Why one host doesn't take one demand (or the demands of a group, which go together).
package struct Rejection: Sendable, Codable, Equatable {
    /// Of a group: its first.
    package var demandID: String
    /// Of a group: all titles.
    package var title: String
    /// Nil where there is no host at all.
    package var hostID: Identifier<Host>?
    package var hostName: String
    /// Every reason, not the first.
    package var reasons: [String]

    package init(demandID: String, title: String, hostID: Identifier<Host>?, hostName: String, reasons: [String]) {
        self.demandID = demandID
        self.title = title
        self.hostID = hostID
        self.hostName = hostName
        self.reasons = reasons
    }
}
