import BlockingPool
import Glibc
import MANOModel

/// Sees whether a TCP port accepts connections.
enum TCPProbe {
    /// - Parameter address: IPv4 or IPv6 in numbers.
    /// - Throws: `ManifoldError` for what is no address, `CancellationError`.
    static func answers(_ address: String, port: UInt16, timeout: Duration) async throws -> Bool {
        var v4 = sockaddr_in()
        var v6 = sockaddr_in6()
        let isV4 = inet_pton(AF_INET, address, &v4.sin_addr) == 1
        guard isV4 || inet_pton(AF_INET6, address, &v6.sin6_addr) == 1 else {
            throw ManifoldError(.infrastructure, "'\(address)' is no IP address")
        }
        v4.sin_family = sa_family_t(AF_INET)
        v4.sin_port = port.bigEndian
        v6.sin6_family = sa_family_t(AF_INET6)
        v6.sin6_port = port.bigEndian
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(isV4 ? AF_INET : AF_INET6, kind, 0)
        guard descriptor >= 0 else { throw FileError.last("socket", "\(address):\(port)") }
        defer { close(descriptor) }
        let result = isV4 ? connect(descriptor, v4) : connect(descriptor, v6)
        if result == 0 { return true }
        guard errno == EINPROGRESS else { return false }
        guard await DescriptorWaiter.shared.wait(for: descriptor, .writable, timeout: timeout) else {
            try Task.checkCancellation()
            return false
        }
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 && code == 0
    }

    private static func connect<Address>(_ descriptor: Int32, _ address: Address) -> Int32 {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }
}
