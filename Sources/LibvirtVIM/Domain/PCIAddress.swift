/// `0000:3b:00.1`.
struct PCIAddress: Equatable, Sendable {
    var domain: Int
    var bus: Int
    var slot: Int
    var function: Int

    /// Nil where the text is none.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let domain = Int(parts[0], radix: 16), let bus = Int(parts[1], radix: 16) else {
            return nil
        }
        let ends = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard ends.count == 2, let slot = Int(ends[0], radix: 16), let function = Int(ends[1], radix: 16),
            (0...0xffff_ffff).contains(domain), (0...0xff).contains(bus), (0...0x1f).contains(slot),
            (0...7).contains(function)
        else { return nil }
        self.domain = domain
        self.bus = bus
        self.slot = slot
        self.function = function
    }

    /// - Parameter isTyped: libvirt wants the type of an interface's source, and none of a device's.
    func source(isTyped: Bool) -> XMLNode {
        func hex(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 16)
            return "0x" + String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        }
        return XMLNode(
            "source", [:],
            [
                XMLNode(
                    "address",
                    [
                        "type": isTyped ? "pci" : nil, "domain": hex(domain, 4), "bus": hex(bus, 2),
                        "slot": hex(slot, 2),
                        "function": hex(function, 1),
                    ])
            ])
    }
}
