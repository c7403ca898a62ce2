/// The CPU models that a host's guests can have by name.
enum GuestCPUModels {
    /// In order; nil where libvirt doesn't tell.
    ///
    /// - Parameters:
    ///   - capabilities: libvirt's document on what domains can have.
    ///   - hasKVM: the guests run by it.
    static func names(_ capabilities: XMLNode, hasKVM: Bool) -> [String]? {
        guard let custom = capabilities["cpu"]?.all("mode").first(where: { $0.attributes["name"] == "custom" }) else {
            return nil
        }
        guard custom.attributes["supported"] != "no" else { return [] }
        // QEMU emulates none of the usual models whole, and leaves out what it doesn't emulate.
        return custom.all("model").filter { !hasKVM || $0.attributes["usable"] == "yes" }.map(\.text).sorted()
    }
}
