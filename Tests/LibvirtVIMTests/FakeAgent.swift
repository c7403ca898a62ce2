import BlockingPool
import Glibc
import Synchronization

/// What answers on a guest's agent socket in place of QEMU and an agent: one connection at a time, a line for a line.
final class FakeAgent: Sendable {
    private let descriptor: Int32
    private let path: String
    private let pool = BlockingPool(name: "fake-agent", threads: 1)
    private let task: Task<Void, Never>

    /// - Parameter answer: the answer to the n-th request; nil stays silent. `$ID` in it becomes the request's id.
    init(path: String, answer: @escaping @Sendable (_ request: String, _ number: Int) -> String?) {
        self.path = path
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        self.descriptor = descriptor
        unlink(path)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        precondition(bound == 0 && listen(descriptor, 1) == 0)
        task = Task { [pool] in
            try? await pool.run {
                var number = 0
                while true {
                    let client = accept(descriptor, nil, nil)
                    guard client >= 0 else { return }
                    Self.serve(client, &number, answer)
                    close(client)
                }
            }
        }
    }

    func stop() async {
        shutdown(descriptor, Int32(SHUT_RDWR))
        await task.value
        close(descriptor)
        unlink(path)
    }

    private static func serve(_ client: Int32, _ number: inout Int, _ answer: (String, Int) -> String?) {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(client, &byte, 1) == 1 {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            number += 1
            let request = String(decoding: line, as: UTF8.self)
            line = []
            guard let text = answer(request, number) else { continue }
            let id = request.split(separator: "\"id\":").last?.prefix { $0.isNumber } ?? ""
            let bytes = Array((text.replacing("$ID", with: id) + "\n").utf8)
            _ = send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        }
    }
}
