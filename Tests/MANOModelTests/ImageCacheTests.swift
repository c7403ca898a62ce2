import Foundation
import MANOModel
import Testing

@Suite("Which base images go")
struct ImageCacheTests {
    private let now = Date(timeIntervalSince1970: 1_000_000_000)

    private func entry(_ hash: String, _ size: Int64, idle: Double?, needed: Bool = false) -> ImageCacheSettings.Entry {
        .init(hash: hash, size: size, usedAt: idle.map { now.addingTimeInterval(-$0) }, isNeeded: needed)
    }

    @Test("what nobody used for too long goes, and what is needed never does")
    func age() {
        let settings = ImageCacheSettings(maximumBytes: nil, maximumAge: 86400)
        let entries = [
            entry("old", 10, idle: 86400), entry("young", 10, idle: 86399),
            entry("needed", 10, idle: 1e9, needed: true), entry("unknown", 10, idle: nil),
        ]
        #expect(settings.victims(of: entries, now: now) == ["unknown", "old"])
        #expect(ImageCacheSettings(maximumBytes: nil, maximumAge: nil).victims(of: entries, now: now).isEmpty)
    }

    @Test("where they take too much, the least recently used go until the rest has room")
    func space() {
        let entries = [
            entry("a", 40, idle: 5000), entry("b", 40, idle: 9000), entry("c", 40, idle: 7000),
            entry("needed", 100, idle: 9999, needed: true), entry("fresh", 40, idle: 10),
        ]
        #expect(ImageCacheSettings(maximumBytes: 260, maximumAge: nil).victims(of: entries, now: now).isEmpty)
        #expect(ImageCacheSettings(maximumBytes: 259, maximumAge: nil).victims(of: entries, now: now) == ["b"])
        #expect(ImageCacheSettings(maximumBytes: 181, maximumAge: nil).victims(of: entries, now: now) == ["b", "c"])
        // What was used just now stays, however little room there is.
        #expect(ImageCacheSettings(maximumBytes: 0, maximumAge: 0).victims(of: entries, now: now) == ["b", "c", "a"])
    }
}
