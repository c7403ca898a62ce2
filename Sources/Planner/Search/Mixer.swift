/// Folds numbers into one of 64 bits, so that different ones hardly ever give the same. Equal in every run.
struct Mixer {
    private var state: UInt64

    init(_ number: Int) {
        state = UInt64(truncatingIfNeeded: number) &+ 0x9e37_79b9_7f4a_7c15
    }

    mutating func add(_ number: Int) { add(UInt64(truncatingIfNeeded: number)) }

    mutating func add(_ number: UInt64) {
        state = (state ^ (state >> 32)) &* 0xd6e8_feb8_6659_fd93 &+ number
    }

    var value: UInt64 {
        var mixed = (state ^ (state >> 32)) &* 0xd6e8_feb8_6659_fd93
        mixed = (mixed ^ (mixed >> 32)) &* 0xd6e8_feb8_6659_fd93
        return mixed ^ (mixed >> 32)
    }
}
