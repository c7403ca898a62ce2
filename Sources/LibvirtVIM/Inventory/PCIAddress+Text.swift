extension PCIAddress {
    /// Whether it is an address as the kernel writes them: `0000:3b:00.1`.
    static func isOne(_ text: some StringProtocol) -> Bool {
        guard let address = PCIAddress(String(text)) else { return false }
        return address.text == text.lowercased()
    }

    /// `0000:3b:00.1`.
    var text: String { "\(Self.hex(domain, 4)):\(Self.hex(bus, 2)):\(Self.hex(slot, 2)).\(function)" }

    /// Of an `address` element of libvirt's, or a `pci` capability that has the same in elements of its own.
    static func of(domain: Int?, bus: Int?, slot: Int?, function: Int?) -> String? {
        guard let bus, let slot, let function else { return nil }
        return "\(hex(domain ?? 0, 4)):\(hex(bus, 2)):\(hex(slot, 2)).\(function)"
    }

    /// The last device on the path of a device.
    static func nearest(in path: some Sequence<String>) -> String? { path.reversed().first(where: isOne) }

    /// Lower case, with leading zeros.
    static func hex(_ number: Int, _ digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
