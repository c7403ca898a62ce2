import MANOModel
import Planner
import SeededNumbers
import Testing

@Suite("Address and number pools")
struct AddressPoolTests {
    @Test(
        "Addresses are read and written in one spelling",
        arguments: [
            ("10.0.0.1", "10.0.0.1"), ("::", "::"), ("::1", "::1"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
            ("2001:db8:0:1:0:0:0:1", "2001:db8:0:1::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("1::", "1::"), ("::ffff:10.1.2.3", "::ffff:a01:203"),
            ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("64:ff9b::192.0.2.1", "64:ff9b::c000:201"),
            ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
        ])
    func spelling(text: String, canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
    }

    @Test(
        "What is no address is refused",
        arguments: [
            "", "10.0.0", "10.0.0.256", "10.0.0.01", "10.0.0.1 ", "+1.0.0.1", "1.2.3.4.5", ":", ":::", "1:::2",
            "1::2::3",
            "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::", "g::", "+1::", "::1.2.3", "1.2.3.4::",
            "fe80::1%eth0", "1:2:3:4:5:6:7:1.2.3.4", ":1:2:3:4:5:6:7",
        ])
    func malformed(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(
        "A wrong prefix is named with what would be right",
        arguments: [
            ("10.0.0.0", "\"10.0.0.0\" is not an IP prefix (write it as 10.10.0.0/24 or 2001:db8::/64)"),
            ("10.0.0.0/33", "\"10.0.0.0/33\" is not an IP prefix (write it as 10.10.0.0/24 or 2001:db8::/64)"),
            ("10.0.0.0/-1", "\"10.0.0.0/-1\" is not an IP prefix (write it as 10.10.0.0/24 or 2001:db8::/64)"),
            ("10.0.0.5/24", "10.0.0.5/24 has bits behind its prefix (the prefix is 10.0.0.0/24)"),
            ("2001:db8::1/64", "2001:db8::1/64 has bits behind its prefix (the prefix is 2001:db8::/64)"),
        ])
    func prefixes(text: String, message: String) {
        let error = #expect(throws: ManifoldError.self) { try AddressPool(prefix: text) }
        #expect(error?.description == message)
        #expect(error?.code == .unprocessable)
    }

    @Test("The lowest free addresses are given, never the network's own, the gateway or reserved ones")
    func ipv4() throws {
        let pool = try AddressPool(prefix: "10.10.0.0/29", gateway: "10.10.0.1", reserved: ["10.10.0.3/29"])
        #expect(all(pool) == ["10.10.0.2", "10.10.0.4", "10.10.0.5", "10.10.0.6"])
        #expect(pool.lowest { "\($0)" != "10.10.0.2" }.map { "\($0)" } == "10.10.0.4")
        #expect(pool.lowest { _ in false } == nil)
    }

    @Test("IPv6 prefixes of any size give addresses at once")
    func ipv6() throws {
        #expect(all(try AddressPool(prefix: "2001:db8::/64", gateway: "2001:db8::1"), most: 1) == ["2001:db8::2"])
        #expect(all(try AddressPool(prefix: "::/0"), most: 1) == ["::1"])
        #expect(all(try AddressPool(prefix: "fd00::/127")) == ["fd00::", "fd00::1"])
    }

    @Test("Prefixes of 31 and 32 bits have no addresses of their own to keep")
    func tiny() throws {
        #expect(all(try AddressPool(prefix: "10.0.0.0/31")) == ["10.0.0.0", "10.0.0.1"])
        #expect(all(try AddressPool(prefix: "10.0.0.9/32")) == ["10.0.0.9"])
    }

    @Test("An address that is asked for must be one that a guest may have")
    func fixed() throws {
        let pool = try AddressPool(prefix: "10.10.0.0/24", gateway: "10.10.0.1")
        #expect(try pool.normalised("10.10.0.7") == "10.10.0.7/24")
        #expect(pool.contains("10.10.0.7/24"))
        #expect(!pool.contains("10.11.0.7"))
        #expect(!pool.contains("nonsense"))
        for (address, message) in [
            ("10.10.0.1", "10.10.0.1 is the gateway in 10.10.0.0/24"),
            ("10.10.0.255", "10.10.0.255 is the broadcast address in 10.10.0.0/24"),
            ("10.11.0.7", "10.11.0.7 is not in 10.10.0.0/24"),
            ("10.10.0.7/16", "10.10.0.7/16 has another prefix length than 10.10.0.0/24"),
            ("2001:db8::1", "2001:db8::1 is not in 10.10.0.0/24"), ("x'; --", "\"x'; --\" is not an IP address"),
        ] {
            let error = #expect(throws: ManifoldError.self) { try pool.normalised(address) }
            #expect(error?.message == message)
        }
    }

    @Test("A network's gateway must be of its prefix")
    func gateway() {
        let error = #expect(throws: ManifoldError.self) { try AddressPool(prefix: "10.0.0.0/24", gateway: "10.0.1.1") }
        #expect(error?.message == "10.0.1.1 is not in 10.0.0.0/24")
        let own = #expect(throws: ManifoldError.self) { try AddressPool(prefix: "10.0.0.0/24", gateway: "10.0.0.0") }
        #expect(own?.message == "the gateway 10.0.0.0 is the network address of 10.0.0.0/24")
    }

    @Test("A network's own interface keeps its address")
    func network() throws {
        let sap = Network(
            id: "n", name: "client", segment: 100, prefix: "10.10.0.0/24", gateway: "10.10.0.2",
            attachment: .namespace(name: "client", address: "10.10.0.1/24"))
        #expect(all(try #require(try AddressPool(network: sap)), most: 1) == ["10.10.0.3"])
        #expect(try AddressPool(network: Network(id: "n", name: "l2", segment: 101)) == nil)
    }

    @Test("No address is given twice, and all are of the prefix", arguments: 0..<50)
    func property(seed: Int) throws {
        var random = SeededGenerator(seed + 7)
        let length = Int.random(in: 24...30, using: &random)
        let pool = try AddressPool(prefix: "192.168.4.0/\(length)")
        let given = all(pool)
        #expect(Set(given).count == given.count)
        #expect(given.allSatisfy(pool.contains))
        #expect(given.count == (1 << (32 - length)) - 2)
    }

    /// As they are given out, one after the other.
    private func all(_ pool: AddressPool, most: Int = .max) -> [String] {
        var found: [IPAddress] = []
        while found.count < most, let next = pool.lowest(after: found.last, where: { _ in true }) { found.append(next) }
        return found.map { "\($0)" }
    }

    @Test("Numbers are the lowest free ones from the start, then those below")
    func numbers() {
        let pool = NumberPool(1...6, start: 4)
        #expect(pool.next(2, excluding: [4]) == [5, 6])
        #expect(pool.next(5, excluding: [4]) == [5, 6, 1, 2, 3])
        #expect(pool.next(6, excluding: [4]) == nil)
        #expect(pool.next(7) == nil)
        #expect(NumberPool.ports.next(3, excluding: [2]) == [1, 3, 4])
        #expect(NumberPool.segments.next(1) == [100])
    }
}
