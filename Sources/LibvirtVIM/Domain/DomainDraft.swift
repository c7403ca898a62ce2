/// A domain's document while it is put together.
struct DomainDraft {
    private(set) var children: [XMLNode] = []
    private(set) var devices: [XMLNode] = []

    mutating func add(_ node: XMLNode) { children.append(node) }

    mutating func addDevice(_ node: XMLNode) { devices.append(node) }

    func document(type: String) -> XMLNode {
        XMLNode("domain", ["type": type], children + (devices.isEmpty ? [] : [XMLNode("devices", [:], devices)]))
    }
}
