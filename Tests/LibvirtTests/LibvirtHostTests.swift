import Testing

@testable import Libvirt

/// On libvirt's test driver, which runs inside this process and needs no daemon.
@Suite("LibvirtHost on test:///default", .timeLimit(.minutes(1)))
struct LibvirtHostTests {
    private let host = LibvirtHost(uri: "test:///default", name: "t")

    private func xml(_ name: String, metadata: String = "") -> String {
        """
        <domain type="test"><name>\(name)</name><memory unit="MiB">8</memory><vcpu>1</vcpu>
        <metadata>\(metadata)</metadata><os><type>hvm</type></os></domain>
        """
    }

    @Test("a domain is defined, started, destroyed and undefined, and its state follows")
    func lifecycle() async throws {
        let xml = xml("lifecycle")
        try await host.change { try $0.defineDomain(xml: xml).create() }
        #expect(try await host.query { try $0.domain(named: "lifecycle").state() } == .running)
        let uuid = try await host.query { try $0.domain(named: "lifecycle").uuid }
        #expect(try await host.query { try $0.domain(uuid: uuid).name } == "lifecycle")
        #expect(try await host.query { try $0.domains().map(\.name) }.contains("lifecycle"))
        try await host.change { try $0.domain(named: "lifecycle").destroy() }
        #expect(try await host.query { try $0.domain(named: "lifecycle").state() } == .shutOff(.destroyed))
        try await host.change {
            try $0.domain(named: "lifecycle").undefine([.managedSave, .snapshotsMetadata])
        }
        let error = await #expect(throws: LibvirtError.self) {
            try await host.query { try $0.domain(named: "lifecycle").name }
        }
        #expect(error?.isNotFound == true)
        #expect(error?.isConnectionFailure == false)
        #expect(error?.call == "virDomainLookupByName")
    }

    @Test("metadata of one namespace is read back, and is nil where there is none")
    func metadata() async throws {
        let xml = xml("marked", metadata: #"<m:guest xmlns:m="urn:m" owner="o1"/>"#)
        try await host.change { _ = try $0.defineDomain(xml: xml) }
        let found = try await host.query { try $0.domain(named: "marked").metadata(namespace: "urn:m") }
        #expect(found?.contains(#"owner="o1""#) == true)
        #expect(try await host.query { try $0.domain(named: "marked").metadata(namespace: "urn:x") } == nil)
        try await host.change { try $0.domain(named: "marked").undefine() }
    }

    @Test("events begin with a resync and then tell each change in its order")
    func events() async throws {
        await TestDriverEvents.keepFlowing()
        let events = host.events()
        var iterator = events.makeAsyncIterator()
        #expect(await iterator.next() == .resync)
        let xml = xml("eventful")
        try await host.change {
            let domain = try $0.defineDomain(xml: xml)
            try domain.create()
            try domain.suspend()
            try domain.resume()
            try domain.destroy()
            try domain.undefine()
        }
        var seen: [DomainLifecycle] = []
        while seen.last != .undefined, let event = await iterator.next() {
            if case .lifecycle("eventful", _, let change) = event { seen.append(change) }
        }
        #expect(seen == [.defined, .started, .suspended, .resumed, .stopped(.destroyed), .undefined])
    }

    @Test("closing ends the streams and refuses further calls")
    func close() async throws {
        await TestDriverEvents.keepFlowing()
        let events = host.events()
        await host.close()
        for await _ in events {}
        await #expect(throws: LibvirtError.self) { try await host.query { try $0.hostname() } }
    }

    @Test("the host describes itself")
    func facts() async throws {
        let info = try await host.query { try $0.nodeInfo() }
        #expect(info.cpus > 0 && info.memory > 0)
        #expect(try await host.query { try $0.capabilitiesXML() }.contains("<capabilities>"))
        #expect(try await host.query { try $0.libraryVersion() } >= 9_000_000)
        #expect(try await !host.query { try $0.hostname() }.isEmpty)
    }

    @Test("pools and volumes are made, listed and removed")
    func storage() async throws {
        let pool = "<pool type='dir'><name>p1</name><target><path>/p1</path></target></pool>"
        let volume = "<volume><name>v1</name><capacity unit='MiB'>1</capacity></volume>"
        let (path, names) = try await host.change { connection in
            let pool = try connection.defineStoragePool(xml: pool)
            try pool.create()
            _ = try pool.createVolume(xml: volume)
            return (try pool.volume(named: "v1").path(), try pool.volumes().map(\.name))
        }
        #expect(path == "/p1/v1")
        #expect(names == ["v1"])
        await #expect(throws: LibvirtError.self) {
            try await host.change { _ = try $0.storagePool(named: "p1").createVolume(xml: volume) }
        }
        try await host.change { connection in
            let pool = try connection.storagePool(named: "p1")
            try pool.volume(named: "v1").delete()
            try pool.destroy()
            try pool.undefine()
        }
        let gone = await #expect(throws: LibvirtError.self) {
            try await host.query { try $0.storagePool(named: "p1").xml() }
        }
        #expect(gone?.code == .noStoragePool)
    }

    @Test("a host that cannot be asked is not a host without the domain")
    func unreachable() async throws {
        let host = LibvirtHost(uri: "qemu+unix:///system?socket=/nonexistent/libvirt-sock", name: "gone")
        let error = await #expect(throws: LibvirtError.self) {
            try await host.query { try $0.domain(named: "any").name }
        }
        #expect(error?.isConnectionFailure == true)
        #expect(error?.isNotFound == false)
    }
}
