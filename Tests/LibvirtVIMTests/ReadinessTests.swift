import BlockingPool
import Glibc
import Libvirt
import MANOModel
import Testing
import VIM

@testable import LibvirtVIM

@Suite("Readiness", .timeLimit(.minutes(1)))
struct ReadinessTests {
    /// A guest of the test driver that is running, with its readiness probe.
    private func withGuest(
        _ name: String, _ probe: Readiness.Probe, _ body: (LibvirtDriver, GuestSpec) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let driver = try LibvirtDriver(
                name: "h1", uri: "test:///default", storageFolder: folder, document: .minimal)
            let guest = GuestSpec.plain(name, readiness: Readiness(probe: probe, timeout: 60))
            try await driver.startGuest(guest)
            try await body(driver, guest)
            try await driver.removeGuest(name: name, grace: nil)
            await driver.close()
        }
    }

    @Test("without a probe a guest is ready at once")
    func none() async throws {
        try await withGuest("mfr-none", .none) { driver, guest in
            try await driver.awaitReady(guest: guest, deadline: .zero)
        }
    }

    @Test("an agent is asked until it says ready")
    func agent() async throws {
        try await withGuest("mfr-agent", .agent) { driver, guest in
            let path = driver.storage.layout.agentSocket(guest.name)
            async let ready: Void = driver.awaitReady(guest: guest, deadline: .seconds(30))
            try await Task.sleep(for: .milliseconds(50))
            let agent = FakeAgent(path: path) { request, number in
                request.contains(#""op":"health""#) && request.contains(#""wait":true"#)
                    ? #"{"id":$ID,"ok":true,"state":"\#(number < 3 ? "starting" : "ready")"}"# : nil
            }
            try await ready
            await agent.stop()
        }
    }

    @Test("an answer to somebody else's request is passed over")
    func foreignAnswer() async throws {
        try await withGuest("mfr-stale", .agent) { driver, guest in
            let agent = FakeAgent(path: driver.storage.layout.agentSocket(guest.name)) { _, number in
                #"{"id":0,"ok":true,"state":"failed"}"# + "\nnoise\n" + #"{"id":$ID,"ok":true,"state":"ready"}"#
            }
            try await driver.awaitReady(guest: guest, deadline: .seconds(30))
            await agent.stop()
        }
    }

    @Test("an agent that says failed ends the wait with its reasons")
    func agentFailed() async throws {
        try await withGuest("mfr-failed", .agent) { driver, guest in
            let agent = FakeAgent(path: driver.storage.layout.agentSocket(guest.name)) { _, _ in
                #"{"id":$ID,"ok":true,"state":"failed","failures":["no such rule"]}"#
            }
            let error = await #expect(throws: ManifoldError.self) {
                try await driver.awaitReady(guest: guest, deadline: .seconds(30))
            }
            #expect(error?.code == .infrastructure)
            #expect(error?.cause == "no such rule")
            await agent.stop()
        }
    }

    @Test("counters come from the agent; without one they are unknown")
    func counters() async throws {
        try await withGuest("mfr-counters", .agent) { driver, guest in
            let without = await #expect(throws: ManifoldError.self) { try await driver.guestCounters(name: guest.name) }
            #expect(without?.code == .unknown)
            let agent = FakeAgent(path: driver.storage.layout.agentSocket(guest.name)) { _, _ in
                #"{"id":$ID,"ok":true,"counters":{"if:left:rx":{"packets":3,"bytes":300}}}"#
            }
            let counters = try await driver.guestCounters(name: guest.name)
            #expect(counters == ["if:left:rx": GuestCounter(packets: 3, bytes: 300)])
            await agent.stop()
        }
    }

    @Test("a line on the serial port is waited for")
    func serial() async throws {
        try await withGuest("mfr-serial", .serial(pattern: "^READY [0-9]+")) { driver, guest in
            let layout = driver.storage.layout
            async let ready: Void = driver.awaitReady(guest: guest, deadline: .seconds(30))
            try await Task.sleep(for: .milliseconds(50))
            try FileSystem.append("booting\nREADY 7", to: layout.serialLog(guest.name), folder: layout.staging)
            try await ready
        }
    }

    @Test("a TCP port that accepts connections means ready")
    func tcp() async throws {
        try await withTemporaryFolder { folder in
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(listener) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    #expect(bind(listener, $0, length) == 0)
                    #expect(getsockname(listener, $0, &length) == 0)
                }
            }
            let port = UInt16(bigEndian: address.sin_port)
            #expect(try await !TCPProbe.answers("127.0.0.1", port: port, timeout: .seconds(5)))

            let driver = try LibvirtDriver(
                name: "h1", uri: "test:///default", storageFolder: folder, document: .minimal)
            var guest = GuestSpec.plain(
                "mfr-tcp", readiness: Readiness(probe: .tcp(vduCpID: "mgmt", port: port), timeout: 60))
            guest.interfaces = [
                GuestInterface(
                    .tap("p"), macAddress: "02:00:00:00:00:01", cpdID: "mgmt", addresses: ["127.0.0.1/8"])
            ]
            try await driver.startGuest(guest)
            async let ready: Void = driver.awaitReady(guest: guest, deadline: .seconds(30))
            try await Task.sleep(for: .milliseconds(50))
            #expect(listen(listener, 4) == 0)
            try await ready
            try await driver.removeGuest(name: guest.name, grace: nil)
            await driver.close()
        }
    }

    @Test("a guest that isn't ready in time is named with its last lines")
    func timeout() async throws {
        try await withGuest("mfr-late", .serial(pattern: "READY")) { driver, guest in
            let layout = driver.storage.layout
            try FileSystem.append("kernel panic\n", to: layout.serialLog(guest.name), folder: layout.staging)
            let error = await #expect(throws: ManifoldError.self) {
                try await driver.awaitReady(guest: guest, deadline: .milliseconds(100))
            }
            #expect(error?.code == .timeout)
            #expect(error?.message.contains("mfr-late") == true)
            #expect(error?.cause == "its last lines: kernel panic")
        }
    }

    @Test("a guest that stops while it is waited for ends the wait")
    func stops() async throws {
        try await withGuest("mfr-stops", .agent) { driver, guest in
            try await driver.host.change { try $0.domain(named: guest.name).destroy() }
            let error = await #expect(throws: ManifoldError.self) {
                try await driver.awaitReady(guest: guest, deadline: .seconds(50))
            }
            #expect(error?.code == .infrastructure)
            #expect(error?.message.contains("stopped before it was ready: stopped from outside") == true)
        }
    }
}
