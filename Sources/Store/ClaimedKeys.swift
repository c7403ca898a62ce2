/// What is taken of one scope: addresses of a network, numbers of a switch. Taken apart when first asked.
package struct ClaimedKeys: Sendable {
    private var lines: String
    private var keys: Set<String> = []

    package init() { lines = "" }

    /// - Parameter lines: a key a line.
    init(lines: String) { self.lines = lines }

    package mutating func contains(_ key: String) -> Bool {
        takeApart()
        return keys.contains(key)
    }

    package mutating func insert(_ key: String) {
        takeApart()
        keys.insert(key)
    }

    private mutating func takeApart() {
        guard !lines.isEmpty else { return }
        for line in lines.utf8.split(separator: UInt8(ascii: "\n")) { keys.insert(String(Substring(line))) }
        lines = ""
    }
}
