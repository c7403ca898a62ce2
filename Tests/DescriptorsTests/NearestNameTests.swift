import MANOModel
import Testing

@testable import Descriptors

@Suite("Nearest names and other small things")
struct NearestNameTests {
    @Test("a slip of the finger finds the name that was meant")
    func slips() {
        let names = ["virtual_link", "virtual_binding", "virtual_storage"]
        #expect(NearestName.nearest(to: "vitrual_link", among: names) == "virtual_link")
        #expect(NearestName.nearest(to: "virtual_lnk", among: names) == "virtual_link")
        #expect(NearestName.nearest(to: "Virtual_Storage", among: names) == "virtual_storage")
        #expect(NearestName.nearest(to: "external", among: names) == nil)
        #expect(NearestName.nearest(to: "", among: names) == nil)
    }

    @Test(
        "quantities have the units of TOSCA",
        arguments: [
            ("512 MiB", ScalarUnit.size, 536_870_912.0), ("512MB", .size, 512e6), ("1.5 gb", .size, 1.5e9),
            ("0 B", .size, 0),
            ("2 m", .time, 120), ("250 ms", .time, 0.25), ("2.4 GHz", .frequency, 2.4e9), ("10 Kibps", .bitrate, 10240),
        ])
    func quantities(text: String, unit: ScalarUnit, value: Double) {
        #expect(unit.parse(text) == value)
    }

    @Test("what is no quantity is none", arguments: ["512", "MiB", "x MiB", "-1 MiB", "1 XiB", "", "nan B", "1e999 B"])
    func noQuantities(text: String) {
        #expect(ScalarUnit.size.parse(text) == nil)
    }

    @Test("patterns match whole texts, and those that could cost much are refused")
    func patterns() {
        #expect(ExtendedRegex("a+b")?.matchesWhole("aab") == true)
        #expect(ExtendedRegex("a+b")?.matchesWhole("aabc") == false)
        #expect(ExtendedRegex("\\d{3}")?.matchesWhole("123") == true)
        #expect(ExtendedRegex("(a") == nil)
        #expect(ExtendedRegex("(a)\\1") == nil)
        #expect(ExtendedRegex("((a{100}){100}){100}") == nil)
        let start = ContinuousClock.now
        #expect(ExtendedRegex("(a+)+")?.matchesWhole(String(repeating: "a", count: 2000) + "b") == false)
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test("paths stay in the package")
    func paths() {
        #expect(PackagePath.resolve("../Files/x", from: "Definitions/a.yaml") == "Files/x")
        #expect(PackagePath.resolve("../../x", from: "Definitions/a.yaml") == nil)
        #expect(PackagePath.resolve("/x", from: "a.yaml") == nil)
        #expect(PackagePath.normalise("./a//b/.") == "a/b")
        #expect(PackagePath.relative("Files/x", from: "Definitions/a.yaml") == "../Files/x")
    }

    @Test("protocols have IANA's numbers")
    func protocols() {
        #expect(ProtocolNumbers.ipProtocol("TCP")?.number == 6)
        #expect(ProtocolNumbers.ipProtocol("ipv6-icmp")?.number == 58)
        #expect(ProtocolNumbers.ipProtocol("sctp")?.number == 132)
        #expect(ProtocolNumbers.ipProtocol("rohc")?.number == 142)
        #expect(ProtocolNumbers.ipProtocol("17")?.name == "udp")
        #expect(ProtocolNumbers.ipProtocol("61")?.name == "61")
        #expect(ProtocolNumbers.ipProtocol("tpc") == nil)
    }

    @Test("CRC-32 is that of zip files")
    func crc() {
        var crc = CRC32()
        Array("123456789".utf8).withUnsafeBytes { crc.update($0) }
        #expect(crc.value == 0xCBF4_3926)
    }
}
