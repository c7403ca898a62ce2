import BlockingPool
import Glibc
import Testing

@Suite("DescriptorWaiter")
struct DescriptorWaiterTests {
    @Test("a wait ends when bytes come, when the other end closes, and at its time limit")
    func waits() async throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        defer { close(reading) }
        #expect(await DescriptorWaiter.shared.wait(for: reading, .readable, timeout: .milliseconds(20)) == false)
        async let ready = DescriptorWaiter.shared.wait(for: reading, .readable, timeout: .seconds(10))
        try await Task.sleep(for: .milliseconds(20))
        var byte: UInt8 = 1
        write(writing, &byte, 1)
        #expect(await ready)
        read(reading, &byte, 1)
        #expect(await DescriptorWaiter.shared.wait(for: writing, .writable, timeout: .seconds(10)))
        close(writing)
        #expect(await DescriptorWaiter.shared.wait(for: reading, .readable, timeout: .seconds(10)))
    }

    @Test("a cancelled task stops waiting, before and after it began")
    func cancellation() async throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        let (reading, writing) = (ends[0], ends[1])
        defer {
            close(reading)
            close(writing)
        }
        for pause in [Duration.zero, .milliseconds(30)] {
            let task = Task { await DescriptorWaiter.shared.wait(for: reading, .readable, timeout: .seconds(60)) }
            try await Task.sleep(for: pause)
            task.cancel()
            #expect(await task.value == false)
        }
    }
}
