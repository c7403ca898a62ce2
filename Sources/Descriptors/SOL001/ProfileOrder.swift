/// The order in which profiles of a network service come, by what they wait for.
enum ProfileOrder {
    /// The profiles that wait for each other, or for such, sorted; none where there is an order.
    ///
    /// - Parameter waiting: what each profile waits for.
    static func circle(in waiting: [String: Set<String>]) -> [String] {
        var open: [String: Int] = [:]
        var followers: [String: [String]] = [:]
        for (name, primaries) in waiting {
            var count = 0
            for primary in primaries where waiting[primary] != nil {
                count += 1
                followers[primary, default: []].append(name)
            }
            open[name] = count
        }
        var free = open.filter { $0.value == 0 }.map(\.key)
        while let name = free.popLast() {
            open[name] = nil
            for follower in followers[name] ?? [] {
                guard let count = open[follower] else { continue }
                open[follower] = count - 1
                if count == 1 { free.append(follower) }
            }
        }
        return open.keys.sorted()
    }
}
