import MANOModel
import Testing

@Suite("Names outside")
struct ExternalNameTests {
    private static let owner = "0f8fad5b-d9cb-469f-a165-70867728950e"

    @Test(
        "A name follows from what it stands for, in every version: what an older one made is found by it",
        arguments: [
            ("domain", owner, "mf242nfakyfznr"), ("volume", owner, "mfr6ltozggdtjr"), ("tap", "ü", "mfh5u3w2xieqfo"),
            ("", "", "mf46wapbtgryh7"),
        ])
    func stable(kind: String, owner: String, name: String) {
        #expect(ExternalName.make(kind: kind, owner: owner) == name)
    }

    @Test("A name fits a Linux interface, begins with mf, and needs no quotes anywhere")
    func shape() {
        let allowed = Set("abcdefghijklmnopqrstuvwxyz234567")
        for owner in ["", "a", String(repeating: "x", count: 10_000), "../../etc", "'; --", "\0", "日本語"] {
            let name = ExternalName.make(kind: "tap", owner: owner)
            // IFNAMSIZ is 16 with the terminating zero.
            #expect(name.utf8.count == 14)
            #expect(name.hasPrefix(ExternalName.prefix))
            #expect(name.dropFirst(2).allSatisfy(allowed.contains))
        }
    }

    @Test("Names of different things differ")
    func unique() {
        var names: Set<String> = []
        var macs: Set<String> = []
        var cookies: Set<UInt64> = []
        for number in 0..<5_000 {
            for kind in ["domain", "volume", "tap"] { names.insert(ExternalName.make(kind: kind, owner: "\(number)")) }
            macs.insert(ExternalName.macAddress(owner: "\(number)"))
            cookies.insert(ExternalName.cookie(owner: "\(number)"))
        }
        #expect(names.count == 15_000)
        #expect(macs.count == 5_000)
        #expect(cookies.count == 5_000)
        #expect(!cookies.contains(0))
        #expect(!cookies.contains(.max))
    }

    @Test("A MAC address is a unicast one, locally administered, and follows from its owner")
    func macAddress() throws {
        #expect(ExternalName.macAddress(owner: Self.owner) == "56:d1:58:22:fc:00")
        for number in 0..<500 {
            let bytes = ExternalName.macAddress(owner: "\(number)").split(separator: ":")
            #expect(bytes.count == 6)
            #expect(bytes.allSatisfy { $0.utf8.count == 2 })
            #expect(try #require(UInt8(bytes[0], radix: 16)) & 0b11 == 0b10)
        }
    }

    @Test("A cookie follows from its owner")
    func cookie() {
        #expect(ExternalName.cookie(owner: Self.owner) == 0xfa87_f0e6_d4f9_9885)
    }
}
