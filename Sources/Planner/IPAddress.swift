package import MANOModel

/// An IPv4 or IPv6 address.
package struct IPAddress: Hashable, Comparable, Sendable {
    package var version: IPVersion
    /// 32 bits of IPv4, 128 of IPv6.
    package var bits: UInt128

    package init(version: IPVersion, bits: UInt128) {
        self.version = version
        self.bits = bits
    }

    /// Dotted decimal without leading zeros, or RFC 4291 2.2; nil for anything else.
    package init?(_ text: String) {
        if text.utf8.contains(UInt8(ascii: ":")) {
            guard let bits = Self.ipv6(text[...]) else { return nil }
            self.init(version: .ipv6, bits: bits)
        } else {
            guard let bits = Self.ipv4(text[...]) else { return nil }
            self.init(version: .ipv4, bits: UInt128(bits))
        }
    }

    package var width: Int { version.width }

    package static func < (left: Self, right: Self) -> Bool {
        left.version == right.version ? left.bits < right.bits : left.version == .ipv4
    }

    private static func ipv4(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (48...57).contains($0) }),
                part == "0" || part.first != "0", let byte = UInt8(part)
            else { return nil }
            bits = bits << 8 | UInt32(byte)
        }
        return bits
    }

    private static func ipv6(_ text: Substring) -> UInt128? {
        var text = text
        var tail: [UInt16] = []
        if text.contains(".") {
            guard let colon = text.lastIndex(of: ":"), let bits = ipv4(text[text.index(after: colon)...]) else {
                return nil
            }
            tail = [UInt16(truncatingIfNeeded: bits >> 16), UInt16(truncatingIfNeeded: bits)]
            let head = text[...colon]
            text = head.hasSuffix("::") ? head : head.dropLast()
        }
        let groups: [UInt16]
        if let gap = text.firstDoubleColon {
            let rest = text[gap.upperBound...]
            guard let before = hexGroups(text[..<gap.lowerBound]), let after = hexGroups(rest) else { return nil }
            let missing = 8 - before.count - after.count - tail.count
            guard missing >= 1 else { return nil }
            groups = before + Array(repeating: 0, count: missing) + after + tail
        } else {
            guard let all = hexGroups(text) else { return nil }
            groups = all + tail
        }
        guard groups.count == 8 else { return nil }
        return groups.reduce(0) { $0 << 16 | UInt128($1) }
    }

    private static func hexGroups(_ text: Substring) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        for part in text.split(separator: ":", omittingEmptySubsequences: false) {
            guard (1...4).contains(part.utf8.count), let group = UInt16(part, radix: 16),
                part.first?.isHexDigit == true
            else { return nil }
            groups.append(group)
        }
        return groups
    }
}

extension IPAddress: CustomStringConvertible {
    /// Dotted decimal, or the one spelling of RFC 5952.
    package var description: String {
        if version == .ipv4 {
            return (0..<4).map { String(bits >> UInt128(24 - 8 * $0) & 0xff) }.joined(separator: ".")
        }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - 16 * $0)) }
        var longest = 0..<0
        var index = 0
        while index < 8 {
            let end = groups[index...].firstIndex { $0 != 0 } ?? 8
            if end - index > max(longest.count, 1) { longest = index..<end }
            index = max(end, index + 1)
        }
        func hex(_ slice: ArraySlice<UInt16>) -> String { slice.map { String($0, radix: 16) }.joined(separator: ":") }
        if longest.isEmpty { return hex(groups[...]) }
        return hex(groups[..<longest.lowerBound]) + "::" + hex(groups[longest.upperBound...])
    }
}

extension IPVersion {
    /// Bits of an address.
    var width: Int { self == .ipv4 ? 32 : 128 }
}

extension Substring {
    fileprivate var firstDoubleColon: Range<Index>? {
        var index = startIndex
        while index < endIndex {
            let next = self.index(after: index)
            if next < endIndex, self[index] == ":", self[next] == ":" { return index..<self.index(after: next) }
            index = next
        }
        return nil
    }
}
