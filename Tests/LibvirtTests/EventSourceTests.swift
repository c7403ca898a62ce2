import Testing

@testable import Libvirt

@Suite("EventSource", .timeLimit(.minutes(1)))
struct EventSourceTests {
    @Test("a stream that isn't read loses its oldest events and ends with a resync")
    func overflow() async throws {
        await TestDriverEvents.keepFlowing()
        let host = LibvirtHost(uri: "test:///default", name: "flood")
        var slow = host.events().makeAsyncIterator()
        #expect(await slow.next() == .resync)
        let marker = "<domain type='test'><name>flood-end</name><memory>8192</memory><os><type>hvm</type></os></domain>"
        let flood = "<domain type='test'><name>flood</name><memory>8192</memory><os><type>hvm</type></os></domain>"
        var quick = host.events().makeAsyncIterator()
        try await host.change { connection in
            let domain = try connection.defineDomain(xml: flood)
            for _ in 0..<700 {
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
        await host.close()
        var last: LibvirtEvent?
        var count = 0
        while let event = await slow.next() {
            last = event
            count += 1
        }
        #expect(count == 1024)
        #expect(last == .resync)
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
