import Testing

@testable import Libvirt

@Suite("EventSource", .timeLimit(.minutes(1)))
struct EventSourceTests {
    @Test("a stream that isn't read loses its oldest events and ends with a resync")
    func overflow() async throws {
        await TestDriverEvents.keepFlowing()
        // The test driver's events reach the streams of all tests: few enough not to flood those of the others.
        let host = LibvirtHost(
            uri: "test:///default", name: "flood", limits: LibvirtHost.Limits(bufferedEvents: 16))
        var slow = host.events().makeAsyncIterator()
        #expect(await slow.next() == .resync)
        let marker = "<domain type='test'><name>flood-end</name><memory>8192</memory><os><type>hvm</type></os></domain>"
        let flood = "<domain type='test'><name>flood</name><memory>8192</memory><os><type>hvm</type></os></domain>"
        let reader = LibvirtHost(uri: "test:///default", name: "reader")
        var quick = reader.events().makeAsyncIterator()
        #expect(await quick.next() == .resync)
        try await host.change { connection in
            let domain = try connection.defineDomain(xml: flood)
            for _ in 0..<10 {
                try domain.create()
                try domain.destroy()
            }
            try domain.undefine()
            try connection.defineDomain(xml: marker).undefine()
        }
        // The other stream is read to its end, so that the flood has passed.
        while let event = await quick.next() {
            if case .lifecycle("flood-end", _, .undefined) = event { break }
        }
        await reader.close()
        await host.close()
        var last: LibvirtEvent?
        var count = 0
        while let event = await slow.next() {
            last = event
            count += 1
        }
        #expect(count == 16)
        #expect(last == .resync)
    }

    @Test("subscribers that are cancelled while events come hold nothing up")
    func cancelled() async throws {
        await TestDriverEvents.keepFlowing()
        let host = LibvirtHost(uri: "test:///default", name: "coming and going")
        let xml = "<domain type='test'><name>to-and-fro</name><memory>8192</memory><os><type>hvm</type></os></domain>"
        let flood = Task {
            try await host.change { connection in
                let domain = try connection.defineDomain(xml: xml)
                for _ in 0..<200 {
                    try domain.create()
                    try domain.destroy()
                }
                try domain.undefine()
            }
        }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                let reader = Task { for await _ in host.events() {} }
                group.addTask {
                    try? await Task.sleep(for: .milliseconds(1))
                    reader.cancel()
                    await reader.value
                }
                await Task.yield()
            }
        }
        try await flood.value
        await host.close()
    }

    @Test("a host that is down is told once, and tried again")
    func down() async throws {
        let host = LibvirtHost(uri: "qemu+unix:///system?socket=/nonexistent/libvirt-sock", name: "down")
        var events = host.events().makeAsyncIterator()
        guard case .disconnected(let reason) = await events.next() else {
            Issue.record("no word of the broken connection")
            return
        }
        #expect(reason.contains("/nonexistent/libvirt-sock"))
        await host.close()
        #expect(await events.next() == nil)
    }
}
