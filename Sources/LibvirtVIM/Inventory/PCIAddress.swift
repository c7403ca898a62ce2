/// Addresses as the kernel writes them: `0000:3b:00.1`.
enum PCIAddress {
    static func isOne(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, (4...8).contains(parts[0].count), parts[1].count == 2, parts[2].count == 4 else {
            return false
        }
        let last = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard last.count == 2, last[0].count == 2, last[1].count == 1 else { return false }
        return [parts[0], parts[1], last[0], last[1]].allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }

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
