/// What says in a domain's metadata that it is ours.
struct GuestMark: Equatable, Sendable {
    static let namespace = "urn:manifold:guest:1"
    static let prefix = "manifold"

    var owner: String
    var digest: String

    /// From the element that libvirt returns for our namespace.
    init?(metadata: String) {
        guard let node = try? XMLNode.parse(metadata), let owner = node.attributes["owner"],
            let digest = node.attributes["digest"]
        else { return nil }
        self.owner = owner
        self.digest = digest
    }

    init(owner: String, digest: String) {
        self.owner = owner
        self.digest = digest
    }
}

extension GuestMark {
    /// The element of a domain's document that bears it.
    var metadata: XMLNode {
        XMLNode(
            "metadata", [:],
            [
                XMLNode(
                    "\(Self.prefix):guest", ["xmlns:\(Self.prefix)": Self.namespace, "owner": owner, "digest": digest])
            ])
    }
}
