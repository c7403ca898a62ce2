/// What runs where in the whole world, and what has ever run twice at the same time.
struct RunningGuests {
    /// Guest and host to what is theirs alone.
    private var identities: [Place: [String]] = [:]
    private var hosts: [String: Set<String>] = [:]
    /// In words, in the order in which it came to be.
    private(set) var duplicates: [String] = []

    private struct Place: Hashable {
        var guest: String
        var host: String
    }

    mutating func start(_ guest: String, on host: String, _ found: [String]) {
        stop(guest, on: host)
        identities[Place(guest: guest, host: host)] = found
        for identity in found {
            for other in hosts[identity, default: []].sorted() where other != host {
                duplicates.append("\(identity) is on \(other) and on \(host)")
            }
            hosts[identity, default: []].insert(host)
        }
    }

    mutating func stop(_ guest: String, on host: String) {
        for identity in identities.removeValue(forKey: Place(guest: guest, host: host)) ?? [] {
            hosts[identity]?.remove(host)
            if hosts[identity]?.isEmpty == true { hosts[identity] = nil }
        }
    }
}
