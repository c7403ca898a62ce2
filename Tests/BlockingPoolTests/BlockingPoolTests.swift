import Glibc
import Synchronization
import Testing

@testable import BlockingPool

@Suite("BlockingPool", .timeLimit(.minutes(1)))
struct BlockingPoolTests {
    @Test("a call's value and its error come back to the caller")
    func valuesAndErrors() async throws {
        struct Broken: Error {}
        let pool = BlockingPool(name: "test", threads: 2)
        #expect(try await pool.run { 6 * 7 } == 42)
        await #expect(throws: Broken.self) { try await pool.run { throw Broken() } }
        #expect(try await pool.run(deadline: .seconds(5)) { "in time" } == "in time")
    }

    @Test("no more calls run at once than the pool has threads, and all of them run")
    func width() async throws {
        let pool = BlockingPool(name: "test", threads: 3)
        let counts = Counts()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<30 {
                group.addTask {
                    try await pool.run {
                        counts.begin()
                        usleep(2000)
                        counts.end()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(counts.peak == 3)
        #expect(counts.finished == 30)
    }

    @Test("blocking calls do not hold back the cooperative pool")
    func cooperativePoolStaysFree() async throws {
        let pool = BlockingPool(name: "test", threads: 8)
        let gate = Gate()
        async let blocked: Void = withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { try await pool.run { gate.wait() } } }
            try await group.waitForAll()
        }
        // On the cooperative pool eight waiting calls would leave no thread to wake up on, and open nothing.
        try await Task.sleep(for: .milliseconds(10))
        await Task { gate.open() }.value
        try await blocked
    }

    @Test("a call past its deadline is given up and its thread is replaced while there are spares")
    func deadline() async throws {
        let lane = Lane(name: "lane", width: 1, deadline: .milliseconds(500), replacements: 1)
        let gate = Gate()
        let givenUp = BlockingPoolError.deadlineExceeded(pool: "lane", after: .milliseconds(500), started: true)
        await #expect(throws: givenUp) { try await lane.run { gate.wait() } }
        #expect(try await lane.run(deadline: .seconds(5)) { "replaced" } == "replaced")
        await #expect(throws: givenUp) { try await lane.run { gate.wait() } }
        await #expect(throws: BlockingPoolError.exhausted(pool: "lane")) { try await lane.run { "none left" } }

        gate.open()
        var answer: String?
        for _ in 0..<200 where answer == nil {
            answer = try? await lane.run(deadline: .seconds(5)) { "back" }
            if answer == nil { try await Task.sleep(for: .milliseconds(10)) }
        }
        #expect(answer == "back")
    }

    @Test("a call that waits for its turn past its deadline never runs")
    func deadlineInQueue() async throws {
        let lane = Lane(name: "lane", width: 1, deadline: .seconds(5), replacements: 0)
        let gate = Gate()
        let hasStarted = Gate()
        let ran = Atomic<Bool>(false)
        async let first: Void = lane.run {
            hasStarted.open()
            gate.wait()
        }
        try await BlockingPool.files.run { hasStarted.wait() }
        await #expect(
            throws: BlockingPoolError.deadlineExceeded(pool: "lane", after: .milliseconds(30), started: false)
        ) {
            try await lane.run(deadline: .milliseconds(30)) { ran.store(true, ordering: .relaxed) }
        }
        gate.open()
        try await first
        #expect(try await lane.run { "next" } == "next")
        let hasRun = ran.load(ordering: .relaxed)
        #expect(!hasRun)
    }

    @Test("threads end with their pool")
    func threadsEnd() async throws {
        var pool: BlockingPool? = BlockingPool(name: "ends-with-pool", threads: 4)
        try await pool?.run { _ = usleep(1000) }
        #expect(Self.threads(named: "ends-with-pool") == 1)
        pool = nil
        for _ in 0..<200 where Self.threads(named: "ends-with-pool") > 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(Self.threads(named: "ends-with-pool") == 0)
    }

    private static func threads(named name: String) -> Int {
        guard let directory = opendir("/proc/self/task") else { return 0 }
        defer { closedir(directory) }
        var count = 0
        while let entry = readdir(directory) {
            let id = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let file = fopen("/proc/self/task/\(id)/comm", "r") else { continue }
            defer { fclose(file) }
            var line = [UInt8](repeating: 0, count: 64)
            let length = fread(&line, 1, 64, file)
            if String(decoding: line.prefix(length), as: UTF8.self) == name + "\n" { count += 1 }
        }
        return count
    }
}

private final class Counts: Sendable {
    private let content = Mutex((running: 0, peak: 0, finished: 0))

    var peak: Int { content.withLock { $0.peak } }
    var finished: Int { content.withLock { $0.finished } }

    func begin() {
        content.withLock {
            $0.running += 1
            $0.peak = max($0.peak, $0.running)
        }
    }

    func end() {
        content.withLock {
            $0.running -= 1
            $0.finished += 1
        }
    }
}

/// Holds threads until it is opened.
private final class Gate: Sendable {
    private let monitor = Monitor(false)

    func wait() {
        monitor.wait { $0 ? .done(()) : .untilSignalled }
    }

    func open() {
        monitor.withLock { $0 = true }
        monitor.broadcast()
    }
}
