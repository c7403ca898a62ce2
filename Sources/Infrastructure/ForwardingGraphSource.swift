package import MANOModel
package import Store

/// Knows which forwarding graphs are to be in force. NFVO does: it has the descriptors.
package protocol ForwardingGraphSource: Sendable {
    /// Of those NS instances, as far as they are instantiated. Throws where one's can't be made any more.
    func graphs(of instances: Set<Identifier<NSInstance>>, in reading: Reading) throws -> [Payloads.Graph]
}
