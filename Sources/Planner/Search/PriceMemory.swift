/// What members cost on hosts as they were, so that a host that comes back to what it was is not asked again. Of two
/// questions that fall on the same place the later one stays.
struct PriceMemory {
    private var keys: [UInt64]
    private var prices: [Int]
    private let mask: Int

    /// Stands for a host that doesn't take the member.
    static let none = Int.max

    init(members: Int, hosts: Int) {
        var size = 1 << 10
        while size < 8 * members * hosts, size < 1 << 17 { size *= 2 }
        keys = Array(repeating: 0, count: size)
        prices = Array(repeating: 0, count: size)
        mask = size - 1
    }

    subscript(key: UInt64) -> Int? {
        get {
            let place = Int(truncatingIfNeeded: key) & mask
            return keys[place] == key ? prices[place] : nil
        }
        set {
            let place = Int(truncatingIfNeeded: key) & mask
            keys[place] = key
            prices[place] = newValue ?? Self.none
        }
    }
}
