/// What a virtual link carries (IFA011 7.1.7.3).
package struct ConnectivityType: Codable, Sendable, Hashable {
    package var layerProtocols: [LayerProtocol]
    package var flowPattern: FlowPattern?

    package init(
        layerProtocols: [LayerProtocol] = [],
        flowPattern: FlowPattern? = nil
    ) {
        self.layerProtocols = layerProtocols
        self.flowPattern = flowPattern
    }
}
