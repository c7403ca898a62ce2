package import MANOModel

/// Where one VNFC goes.
package struct Placement: Sendable, Codable, Equatable {
    package var hostID: Identifier<Host>
    /// Host CPU numbers by vCPU where they are dedicated; otherwise empty.
    package var cores: [Int]
    /// The node that the cores or the huge pages are on; nil where it doesn't matter or several are used.
    package var numaNode: Int?

    package init(hostID: Identifier<Host>, cores: [Int] = [], numaNode: Int? = nil) {
        self.hostID = hostID
        self.cores = cores
        self.numaNode = numaNode
    }
}
