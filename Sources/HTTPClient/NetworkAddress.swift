import CCurl
import Glibc

/// What an address says of where it leads.
enum NetworkAddress {
    /// Whether it is one of this machine, of a private network, of a link, or no address of a single machine (RFC 1918,
    /// 3927, 4193, 4291, 6598, 6890).
    static func isPrivate(_ address: UnsafePointer<sockaddr>) -> Bool {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            let number = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { $0.pointee.sin_addr.s_addr }
            return isPrivate(v4: UInt32(bigEndian: number))
        case AF_INET6:
            let bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin6_addr) { Array($0) }
            }
            return isPrivate(v6: bytes)
        default:
            return true
        }
    }

    static func isPrivate(v4 number: UInt32) -> Bool {
        let blocks: [(UInt32, Int)] = [
            (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16),
            (0xAC10_0000, 12), (0xC000_0000, 24), (0xC0A8_0000, 16), (0xC612_0000, 15), (0xE000_0000, 4),
            (0xF000_0000, 4),
        ]
        return blocks.contains { number >> (32 - $0.1) == $0.0 >> (32 - $0.1) }
    }

    /// - Parameter bytes: 16 of them.
    static func isPrivate(v6 bytes: [UInt8]) -> Bool {
        func number(_ start: Int) -> UInt32 { bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) } }
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == bytes[11], bytes[10] == 0xFF {
            return isPrivate(v4: number(12))
        }
        // NAT64 leads to the address at its end.
        if number(0) == 0x0064_FF9B { return isPrivate(v4: number(12)) }
        if bytes[..<15].allSatisfy({ $0 == 0 }) { return true }
        return bytes[0] & 0xFE == 0xFC || bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 || bytes[0] == 0xFF
    }
}
