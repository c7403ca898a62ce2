import BlockingPool
import FoundationEssentials
import Glibc

/// One connection to the socket of a guest's agent channel: one JSON request a line, one JSON answer a line.
///
/// QEMU serves one connection at a time and keeps what is sent until the guest opens its end, so a request may be
/// sent before the guest has booted; its answer comes when the agent is there. All members are used by one task.
final class AgentConnection {
    enum Failure: Error, Equatable {
        /// Nobody listens: the guest's QEMU isn't there yet, or is gone.
        case notListening
        case closed
        case timeout
        case system(FileError)
    }

    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var lastID = 0
    private static let longestLine = 1 << 20

    init(path: String) throws(Failure) {
        self.path = path
        descriptor = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(FileError.last("socket", path)) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard bytes.count < capacity else { throw .system(FileError(call: "connect", path: path, code: ENAMETOOLONG)) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            throw [ENOENT, ECONNREFUSED, EAGAIN].contains(errno)
                ? .notListening : .system(FileError.last("connect", path))
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Sends one request and waits for its own answer; answers to earlier requests are passed over.
    ///
    /// - Parameter waits: asks the agent to answer when its guest's configuration has ended; agents that don't know this
    ///   answer at once.
    func ask(_ operation: String, waits: Bool = false, timeout: Duration) async throws -> AgentAnswer {
        // Answers to a predecessor on this socket may still be on their way: ids are not used twice.
        lastID = Int.random(in: 1...0x7fff_ffff)
        let wait = waits ? #","wait":true"# : ""
        let line = Array("{\"op\":\"\(operation)\",\"id\":\(lastID)\(wait)}\n".utf8)
        guard send(descriptor, line, line.count, Int32(MSG_NOSIGNAL)) == line.count else { throw Failure.closed }
        let clock = ContinuousClock()
        let end = clock.now + timeout
        while true {
            while let line = nextLine() {
                guard let answer = try? JSONDecoder().decode(AgentAnswer.self, from: Data(line)) else { continue }
                if answer.id == nil || answer.id == lastID { return answer }
            }
            let left = end - clock.now
            guard left > .zero, await DescriptorWaiter.shared.wait(for: descriptor, .readable, timeout: left) else {
                try Task.checkCancellation()
                throw Failure.timeout
            }
            try receive()
        }
    }

    private func receive() throws(Failure) {
        var chunk = [UInt8](repeating: 0, count: 16384)
        let count = Glibc.read(descriptor, &chunk, chunk.count)
        if count > 0 {
            buffer += chunk[..<count]
            guard buffer.count <= Self.longestLine else { throw .closed }
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            throw .closed
        }
    }

    private func nextLine() -> [UInt8]? {
        guard let end = buffer.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { buffer.removeSubrange(...end) }
        return Array(buffer[..<end])
    }
}
