package import MANOModel

/// What every step on a host says: which one.
package protocol HostPayload: Codable, Sendable {
    var hostID: Identifier<Host> { get }
}
