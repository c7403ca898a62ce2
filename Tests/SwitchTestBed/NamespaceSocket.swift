import Foundation

/// A UDP socket inside a network namespace.
package final class NamespaceSocket: Sendable {
    private let descriptor: Int32

    /// Binds to `port` of every address; 0 lets the kernel choose.
    package init(namespace: String, port: UInt16) throws {
        nonisolated(unsafe) var result: Int32 = -1
        nonisolated(unsafe) var problem = ""
        // A thread of its own, because entering a namespace changes the thread for good; the socket stays there.
        let thread = Thread {
            let place = open("/run/netns/\(namespace)", O_RDONLY)
            // Not in Swift's view of the C library.
            let setns = unsafeBitCast(
                dlsym(nil, "setns"), to: (@convention(c) (Int32, Int32) -> Int32).self)
            guard place >= 0, setns(place, 0x4000_0000 /* CLONE_NEWNET */) == 0 else {
                problem = "can't enter \(namespace): \(String(cString: strerror(errno)))"
                return
            }
            close(place)
            result = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        }
        thread.start()
        while !thread.isFinished { usleep(500) }
        guard result >= 0 else { throw SwitchTestBed.Failure(description: problem) }
        descriptor = result
        var address = Self.address("0.0.0.0", port)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0 else { throw SwitchTestBed.Failure(description: "can't bind port \(port) in \(namespace)") }
        var timeout = timeval(tv_sec: 0, tv_usec: 300_000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    private static func address(_ host: String, _ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        return address
    }

    package func send(_ bytes: [UInt8], to host: String, _ port: UInt16) {
        var address = Self.address(host, port)
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, bytes, bytes.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// The next datagram and the port that it came from; nil where none comes within 0.3 s.
    package func receive() -> (bytes: [UInt8], port: UInt16)? {
        var buffer = [UInt8](repeating: 0, count: 2048)
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let count = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                recvfrom(descriptor, &buffer, buffer.count, 0, $0, &length)
            }
        }
        guard count >= 0 else { return nil }
        return (Array(buffer.prefix(count)), UInt16(bigEndian: address.sin_port))
    }
}
