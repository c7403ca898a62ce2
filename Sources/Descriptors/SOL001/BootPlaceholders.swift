import MANOModel

/// Places in a boot text that are filled when a guest is made: `{{ name }}`, the name of letters, digits and underscores.
/// Expressions of other templates, such as `{{ a.b }}` and `{% if a %}`, are none.
enum BootPlaceholders {
    /// The names, each once, in the order of the text.
    static func names(in text: String) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            var names: [String] = []
            var seen: Set<String> = []
            var start = 0
            while start + 1 < bytes.count {
                guard bytes[start] == UInt8(ascii: "{"), bytes[start + 1] == UInt8(ascii: "{") else {
                    start += 1
                    continue
                }
                start += 2
                let body = bytes[start...].prefix { isPart($0) || $0 == UInt8(ascii: " ") }
                let end = body.endIndex
                guard bytes[end...].starts(with: [UInt8(ascii: "}"), UInt8(ascii: "}")]) else { continue }
                start = end + 2
                let words = body.split(separator: UInt8(ascii: " "))
                guard words.count == 1 else { continue }
                let name = String(decoding: words[0], as: UTF8.self)
                if seen.insert(name).inserted { names.append(name) }
            }
            return names
        }
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: byte >= 0x80
        }
    }

    /// What of a text nothing fills; nothing where it says that cloud-init fills it.
    static func open(in data: BootData) -> [String] {
        let parts = data.userData?.parts ?? []
        var names: [String] = []
        for (index, part) in parts.enumerated() {
            guard case .text(let text) = part else { continue }
            // cloud-init: the first line says which engine renders the text.
            if index == 0, text.hasPrefix("## template:") { return [] }
            names += self.names(in: text).filter { data.substitutions[$0] == nil && !names.contains($0) }
        }
        return names
    }
}
