import Descriptors
import MANOModel

/// A finding as compilers print it: place, severity, rule and what is wrong; the line with a marker; what would be right.
struct DiagnosticText {
    let usesColour: Bool
    /// Columns at most; nil: as many as it takes.
    let width: Int?

    private enum Style: String {
        case bold = "1"
        case red = "31;1"
        case yellow = "33;1"
        case green = "32"
        case faint = "2"
    }

    func lines(_ finding: DescriptorValidation.Finding) -> [String] {
        lines(finding.diagnostic.finding, line: finding.line)
    }

    /// What a server found in a package that was sent to it, with the lines of the package as it is here.
    ///
    /// - Parameter path: of the package.
    func lines(_ findings: [DescriptorFinding], sent path: String, _ source: SourceLines) -> [String] {
        findings.flatMap { finding in
            var shown = finding
            // The server calls the package itself so.
            shown.file =
                finding.file == "package" && finding.line == 0
                ? path : DescriptorValidation.shown(finding.file, in: path)
            return lines(shown, line: source[finding.file, finding.line])
        }
    }

    /// - Parameter line: that the finding points at, where it is known.
    func lines(_ found: DescriptorFinding, line: String?) -> [String] {
        let isError = !found.isWarning
        let place = found.line > 0 ? "\(found.file):\(found.line):\(found.column)" : found.file
        let severity = styled(isError ? "error:" : "warning:", isError ? .red : .yellow)
        var lines = [
            "\(styled(Printable.escape(place) + ":", .bold)) \(severity) \(Printable.escape(found.rule)): "
                + styled(Printable.escape(found.message), .bold)
        ]
        let number = String(found.line)
        let gutter = String(repeating: " ", count: line == nil ? 0 : number.count + 1)
        if let line {
            let (text, marker) = excerpt(line, column: found.column, room: (width ?? 160) - number.count - 4)
            lines.append(" " + styled("\(number) |", .faint) + " " + text)
            lines.append(gutter + styled(" |", .faint) + " " + styled(marker, .green))
        }
        lines.append(gutter + styled(" =", .faint) + " " + Printable.escape(found.remedy))
        return lines
    }

    private func styled(_ text: String, _ style: Style) -> String {
        usesColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// The line as far as there is room, with a marker under the word at the column.
    private func excerpt(_ line: String, column: Int, room: Int) -> (text: String, marker: String) {
        // Each scalar takes the place of one, so that columns stay what they are.
        var scalars = line.unicodeScalars.map { scalar -> Unicode.Scalar in
            scalar == "\t" ? " " : Printable.isUnsafe(scalar) ? "\u{FFFD}" : scalar
        }
        var start = min(max(column - 1, 0), scalars.count)
        let room = max(room, 20)
        if scalars.count > room {
            let first = max(0, min(start - room / 3, scalars.count - room))
            scalars = Array(scalars[first..<min(first + room, scalars.count)])
            start -= first
        }
        func text(_ part: ArraySlice<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(part)) }
        let word = scalars[start...].prefix { !" ,]}:".unicodeScalars.contains($0) }
        let indent = String(repeating: " ", count: Printable.width(text(scalars[..<start])))
        return (
            text(scalars[...]), indent + "^" + String(repeating: "~", count: max(0, Printable.width(text(word)) - 1))
        )
    }
}
