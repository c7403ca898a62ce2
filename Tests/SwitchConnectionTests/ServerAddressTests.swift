import SwitchConnection
import Testing

@Suite("Addresses of servers")
struct ServerAddressTests {
    @Test("they are read and written as Open vSwitch does")
    func notation() {
        #expect(ServerAddress("unix:/run/db.sock") == .unix(path: "/run/db.sock"))
        #expect(ServerAddress("tcp:127.0.0.1:6640") == .tcp(host: "127.0.0.1", port: 6640))
        #expect(ServerAddress("tcp:[::1]:6640") == .tcp(host: "::1", port: 6640))
        #expect(ServerAddress("tcp:[::1]:6640")?.description == "tcp:[::1]:6640")
        for bad in ["", "unix:", "tcp:host", "tcp::1", "tcp:h:0", "ssl:h:1"] { #expect(ServerAddress(bad) == nil) }
    }
}
