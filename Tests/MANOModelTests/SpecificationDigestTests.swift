import MANOModel
import Testing

@Suite("Digests of specifications")
struct SpecificationDigestTests {
    private static let volume = VolumeSpec(
        name: "mfroot", owner: "vnfc/ö", size: 1 << 30, imageHash: "ab", imageFormat: nil)

    @Test("A digest is the same in every version, or everything would be made anew")
    func stable() throws {
        #expect(try SpecificationDigest.of(Self.volume) == "067f7067fe882b78010ab7da778042fb")
    }

    @Test("Equal specifications have equal digests, in whatever order their members were put in")
    func order() throws {
        var ascending: [String: Int] = [:]
        var descending: [String: Int] = [:]
        for number in 0..<100 { ascending["key-\(number)"] = number }
        for number in (0..<100).reversed() { descending["key-\(number)"] = number }
        #expect(try SpecificationDigest.of(ascending) == SpecificationDigest.of(descending))
    }

    @Test("Every attribute counts")
    func sensitive() throws {
        var variants = [Self.volume]
        func add(_ change: (inout VolumeSpec) -> Void) {
            var variant = Self.volume
            change(&variant)
            variants.append(variant)
        }
        add { $0.name = "mfother" }
        add { $0.owner = "vnfc" }
        add { $0.size += 1 }
        add { $0.imageHash = nil }
        add { $0.imageHash = "" }
        add { $0.imageFormat = "qcow2" }
        let digests = try variants.map { try SpecificationDigest.of($0) }
        #expect(Set(digests).count == variants.count)
        for digest in digests {
            #expect(digest.utf8.count == 32)
            #expect(digest.allSatisfy { "0123456789abcdef".contains($0) })
        }
    }

    @Test("Where something stands in a list counts, too")
    func lists() throws {
        #expect(try SpecificationDigest.of(["a", "b"]) != SpecificationDigest.of(["b", "a"]))
        #expect(try SpecificationDigest.of(["ab"]) != SpecificationDigest.of(["a", "b"]))
    }
}
