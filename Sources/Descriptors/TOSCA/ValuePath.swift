/// The way from a node to one of its values, for messages: `virtual_cpu.num_virtual_cpu`, `layer_protocols[0]`.
struct ValuePath {
    private enum Part {
        case name(String)
        case index(Int)
        case key
    }

    private var parts: [Part] = []
    /// Functions whose values are being checked.
    var calls = 0

    init() {}

    init(_ name: String) {
        parts = [.name(name)]
    }

    var text: String {
        parts.reduce(into: "") { text, part in
            switch part {
            case .name(let name): text += text.isEmpty ? name : ".\(name)"
            case .index(let index): text += "[\(index)]"
            case .key: text += " key"
            }
        }
    }

    /// Whether it is the value of that name itself, and nothing inside of another.
    func isAlone(_ name: String) -> Bool {
        guard parts.count == 1, case .name(name) = parts[0] else { return false }
        return true
    }

    /// The path of something inside.
    func text(of name: String) -> String { parts.isEmpty ? name : "\(text).\(name)" }

    mutating func enter(_ name: String) { parts.append(.name(name)) }
    mutating func enter(_ index: Int) { parts.append(.index(index)) }
    mutating func enterKey() { parts.append(.key) }
    mutating func leave() { parts.removeLast() }
}
