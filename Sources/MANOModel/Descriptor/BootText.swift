/// Text of boot data with places that inputs fill (`get_input` and `concat` in the descriptor).
package struct BootText: Codable, Sendable, Hashable {
    package enum Part: Codable, Sendable, Hashable {
        case text(String)
        case input(String)
    }

    package var parts: [Part]

    package init(_ parts: [Part]) {
        self.parts = parts
    }

    package init(_ text: String) {
        parts = [.text(text)]
    }

    /// Names of the inputs that it refers to.
    package var inputNames: [String] {
        parts.compactMap { if case .input(let name) = $0 { name } else { nil } }
    }

    /// The text with inputs in their places; an input that is absent leaves nothing.
    package func filled(from inputs: [String: String]) -> String {
        parts.map {
            switch $0 {
            case .text(let text): text
            case .input(let name): inputs[name] ?? ""
            }
        }.joined()
    }
}
