/// A place in a text. Line and column count from 1; a column is one Unicode scalar.
package struct YAMLMark: Sendable, Hashable, Comparable {
    // Every node has one: a text of 8 MiB needs no more bits.
    private var storedLine: Int32
    private var storedColumn: Int32

    package var line: Int { Int(storedLine) }
    package var column: Int { Int(storedColumn) }

    package init(line: Int, column: Int) {
        storedLine = Int32(clamping: line)
        storedColumn = Int32(clamping: column)
    }

    package static func < (left: YAMLMark, right: YAMLMark) -> Bool {
        (left.storedLine, left.storedColumn) < (right.storedLine, right.storedColumn)
    }
}
