import MANOModel

/// What guests of a host can start by: libvirt chooses the file, by what the host's packages describe.
enum HostFirmware {
    /// Nil where libvirt doesn't tell.
    ///
    /// - Parameter capabilities: libvirt's document on what domains can have.
    static func kinds(_ capabilities: XMLNode) -> [GuestSpec.Firmware]? {
        guard let os = capabilities["os"], os.attributes["supported"] != "no" else { return nil }
        func offers(_ node: XMLNode?, _ name: String, _ value: String) -> Bool {
            node?.all("enum").contains { list in
                list.attributes["name"] == name && list.all("value").contains { $0.text == value }
            } ?? false
        }
        guard offers(os, "firmware", "efi") else { return [.bios] }
        return [.bios, .uefi] + (offers(os["loader"], "secure", "yes") ? [.secureBoot] : [])
    }
}
