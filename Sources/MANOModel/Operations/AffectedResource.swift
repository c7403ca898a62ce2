/// One resource that an occurrence added, changed or removed (SOL003 `resourceChanges`, SOL005 likewise).
package struct AffectedResource: Codable, Sendable, Equatable {
    package var kind: Kind
    package var change: Change
    /// The run-time id.
    package var id: String
    /// VDU, virtual link, storage or VNF profile it follows from.
    package var descriptorID: String
    /// The VIM's name of it.
    package var resourceName: String
    package var hostID: Identifier<Host>?
    /// Of a VNF: its VNFD.
    package var vnfdID: String?

    package enum Kind: String, Codable, Sendable {
        case vnfc, virtualLink, storage, vnf, networkServiceLink, sap, forwardingGraph
    }

    package enum Change: String, Codable, Sendable {
        case added = "ADDED"
        case modified = "MODIFIED"
        case removed = "REMOVED"
    }

    package init(
        kind: Kind, change: Change, id: String, descriptorID: String, resourceName: String,
        hostID: Identifier<Host>? = nil,
        vnfdID: String? = nil
    ) {
        self.kind = kind
        self.change = change
        self.id = id
        self.descriptorID = descriptorID
        self.resourceName = resourceName
        self.hostID = hostID
        self.vnfdID = vnfdID
    }
}
