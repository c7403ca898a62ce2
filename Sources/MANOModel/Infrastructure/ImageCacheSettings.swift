package import FoundationEssentials

/// How much of a host's storage base images may take that nothing is made on.
package struct ImageCacheSettings: Codable, Sendable, Equatable {
    /// Bytes of all base images; nil: as much as there is.
    package var maximumBytes: Int64?
    /// Seconds since an image was last used; nil: however long ago.
    package var maximumAge: Double?

    /// 30 days, and no limit on the space.
    package static let standard = ImageCacheSettings(maximumBytes: nil, maximumAge: 30 * 86400)

    package init(maximumBytes: Int64?, maximumAge: Double?) {
        self.maximumBytes = maximumBytes
        self.maximumAge = maximumAge
    }

    /// A base image, as far as it matters for whether it goes.
    package struct Entry: Sendable, Equatable {
        package var hash: String
        package var size: Int64
        package var usedAt: Date?
        /// Something is made on it, or will be.
        package var isNeeded: Bool

        package init(hash: String, size: Int64, usedAt: Date?, isNeeded: Bool) {
            self.hash = hash
            self.size = size
            self.usedAt = usedAt
            self.isNeeded = isNeeded
        }
    }

    /// What is in use may be a moment later: an image is left alone for so many seconds.
    package static let grace: Double = 600

    /// The images that go, by hash: those that nobody used for too long, then the least recently used ones until the rest has
    /// room. One that is needed, or was used just now, never goes.
    package func victims(of entries: [Entry], now: Date) -> [String] {
        func idle(_ entry: Entry) -> Double { entry.usedAt.map { now.timeIntervalSince($0) } ?? .infinity }
        let idlest = entries.filter { !$0.isNeeded && idle($0) >= Self.grace }.sorted {
            idle($0) == idle($1) ? $0.hash < $1.hash : idle($0) > idle($1)
        }
        var total = entries.reduce(0) { $0 + $1.size }
        var victims: [String] = []
        for entry in idlest {
            let isOld = maximumAge.map { idle(entry) >= $0 } ?? false
            let isTooMuch = maximumBytes.map { total > $0 } ?? false
            guard isOld || isTooMuch else { continue }
            victims.append(entry.hash)
            total -= entry.size
        }
        return victims
    }
}
