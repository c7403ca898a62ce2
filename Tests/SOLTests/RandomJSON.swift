import SeededNumbers
import MANOModel

extension SeededGenerator {
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
