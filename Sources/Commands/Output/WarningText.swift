/// What a server warns of, for people: one line each.
enum WarningText {
    static func render(_ warnings: [String]) -> String {
        warnings.map { "warning: \(Printable.escape($0))\n" }.joined()
    }
}
