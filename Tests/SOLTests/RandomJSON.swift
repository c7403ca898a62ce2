import MANOModel

/// Numbers that are the same in each run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}

extension Seeded {
    mutating func text() -> String {
        let alphabet = Array("abcXYZ019 ,;()'\"\\/@~éß\n\t{}[]:=&%+-_.😀")
        return String((0..<Int.random(in: 0...8, using: &self)).map { _ in alphabet.randomElement(using: &self)! })
    }

    mutating func json(depth: Int = 3) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &self) {
        case 0: .null
        case 1: .bool(Bool.random(using: &self))
        case 2: .integer(Int64.random(in: .min ... .max, using: &self))
        case 3: .number(Double.random(in: -1e9...1e9, using: &self))
        case 4, 5: .string(text())
        case 6: .array((0..<Int.random(in: 0...4, using: &self)).map { _ in json(depth: depth - 1) })
        default: object(depth: depth)
        }
    }

    mutating func object(depth: Int = 3) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for _ in 0..<Int.random(in: 0...5, using: &self) { members[text()] = json(depth: depth - 1) }
        return .object(members)
    }
}
