/// Numbers that look random and are the same in every run.
struct SearchGenerator {
    private var state: UInt64 = 0x9e37_79b9_7f4a_7c15

    private mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_f491_4f6c_dd1d
    }

    mutating func next(below bound: Int) -> Int { Int(((next() >> 32) * UInt64(bound)) >> 32) }

    /// From 0 to below 1.
    mutating func nextUnit() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
