/// Rows under headings, as wide as they need or as the terminal allows.
struct Table: Sendable {
    struct Column: Sendable {
        var title: String
        var alignment = Alignment.left
        /// May be cut where the terminal is too narrow.
        var isFlexible = false

        static func left(_ title: String) -> Column { Column(title: title) }
        static func right(_ title: String) -> Column { Column(title: title, alignment: .right) }
        static func flexible(_ title: String) -> Column { Column(title: title, isFlexible: true) }
    }

    enum Alignment: Sendable { case left, right }

    var columns: [Column]
    /// As they came: control characters are escaped here.
    var rows: [[String]] = []

    init(_ columns: Column...) { self.init(columns) }

    init(_ columns: [Column]) {
        self.columns = columns
    }

    mutating func append(_ cells: String?...) { append(cells) }

    mutating func append(_ cells: [String?]) {
        rows.append(cells.map { cell in cell.flatMap { $0.isEmpty ? nil : Printable.escape($0) } ?? "-" })
    }

    /// Lines with a line break at the end of each.
    ///
    /// - Parameter width: flexible columns are cut until the lines fit, but no column below 6; nil: nothing is cut.
    func render(width: Int?) -> String {
        let titles = columns.map(\.title)
        var widths = columns.indices.map { index in
            ([titles] + rows).map { Printable.width($0[index]) }.max() ?? 0
        }
        if let width {
            let gaps = 2 * (columns.count - 1)
            var excess = widths.reduce(0, +) + gaps - width
            while excess > 0 {
                let candidates = columns.indices.filter { columns[$0].isFlexible && widths[$0] > 6 }
                guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
                widths[widest] -= 1
                excess -= 1
            }
        }
        return ([titles] + rows).map { cells in
            var line = ""
            for (index, cell) in cells.enumerated() {
                let text = Printable.truncate(cell, to: widths[index])
                let space = String(repeating: " ", count: widths[index] - Printable.width(text))
                if index > 0 { line += "  " }
                line += columns[index].alignment == .left ? text + space : space + text
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}

extension Terminal {
    /// Writes a table, or the sentence where it has no rows.
    func show(_ table: Table, empty: String) {
        if table.rows.isEmpty { return line(empty) }
        write(table.render(width: width))
    }

    /// Writes names and values, one a line; those without a value are left out.
    func show(_ fields: KeyValuePairs<String, String?>) {
        let present = fields.compactMap { field in field.value.map { (field.key, $0) } }.filter { !$0.1.isEmpty }
        let width = present.map { Printable.width($0.0) }.max() ?? 0
        for (name, value) in present {
            line(Printable.pad(name, to: width) + "  " + Printable.escape(value))
        }
    }
}
