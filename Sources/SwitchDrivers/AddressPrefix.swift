import Glibc
import MANOModel

/// An IP prefix as a match has it: address and mask as bytes in network order, 4 or 16 of them.
struct AddressPrefix: Hashable, Sendable {
    let address: [UInt8]
    let mask: [UInt8]

    var isIPv4: Bool { address.count == 4 }

    /// Reads `10.0.0.0/8`, `2001:db8::/32` and bare addresses. Errors: `.unprocessable`.
    init(_ text: String) throws(ManifoldError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        var bytes = [UInt8](repeating: 0, count: 16)
        let name = String(parts[0])
        let isIPv4 = inet_pton(AF_INET, name, &bytes) == 1
        guard isIPv4 || inet_pton(AF_INET6, name, &bytes) == 1, parts.count <= 2 else {
            throw ManifoldError(.unprocessable, "\(text) is not an IP prefix")
        }
        let width = isIPv4 ? 4 : 16
        var length = width * 8
        if parts.count == 2 {
            guard let number = Int(parts[1]), (0...width * 8).contains(number) else {
                throw ManifoldError(.unprocessable, "\(text) has no prefix length from 0 to \(width * 8)")
            }
            length = number
        }
        address = Array(bytes.prefix(width))
        mask = (0..<width).map { index in
            let bits = min(max(length - index * 8, 0), 8)
            return UInt8(truncatingIfNeeded: 0xFF00 >> bits)
        }
    }
}
