/// What a program or a server answered, as a line for people.
enum Excerpt {
    private static let limit = 300

    static func of(_ text: String) -> String {
        let line = text.split { $0.isNewline }.joined(separator: "; ")
        let printable = String(
            String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }))
        return printable.count > limit ? printable.prefix(limit) + "…" : printable
    }
}
