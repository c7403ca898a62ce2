import BlockingPool
import Glibc
import Synchronization
import Testing

@testable import Libvirt

@Suite("ConnectionLane", .timeLimit(.minutes(1)))
struct ConnectionLaneTests {
    /// Bodies that hang until they are let go.
    private final class Hangs: Sendable {
        private let isOpen = Atomic<Bool>(false)
        private let count = Atomic<Int>(0)

        var begun: Int { count.load(ordering: .acquiring) }

        func hang() {
            count.add(1, ordering: .acquiringAndReleasing)
            while !isOpen.load(ordering: .acquiring) { usleep(2000) }
        }

        func letGo() {
            isOpen.store(true, ordering: .releasing)
        }
    }

    private func connection(_ lane: ConnectionLane) async throws -> UInt {
        try await lane.run(deadline: .seconds(10)) { UInt(bitPattern: $0.pointer) }
    }

    @Test("calls share a connection until four are stuck on it; then a new one takes over, up to the cap")
    func replacement() async throws {
        let lane = ConnectionLane(uri: "test:///default", name: "lane", deadline: .milliseconds(50), replacements: 1)
        let hangs = Hangs()
        let first = try await connection(lane)

        /// Makes calls until that many more are stuck: on a busy machine one can be given up before it began.
        func stick(_ count: Int) async {
            let target = hangs.begun + count
            while hangs.begun < target {
                await #expect(throws: BlockingPoolError.self) {
                    try await lane.run(deadline: .milliseconds(100)) { _ in hangs.hang() }
                }
            }
        }
        await stick(3)
        #expect(try await connection(lane) == first)
        await stick(1)
        let second = try await connection(lane)
        #expect(second != first)
        await stick(4)
        await #expect(throws: BlockingPoolError.exhausted(pool: "lane")) { try await connection(lane) }

        hangs.letGo()
        var answer: UInt?
        for _ in 0..<300 where answer == nil {
            answer = try? await connection(lane)
            if answer == nil { try await Task.sleep(for: .milliseconds(10)) }
        }
        #expect(answer != nil)
        await lane.close()
    }
}
