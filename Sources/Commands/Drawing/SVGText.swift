/// Text in a picture: made safe, and measured without a font.
enum SVGText {
    /// For text and for attributes in double quotes. XML 1.0 has no way to write most control characters.
    static func escape(_ text: String) -> String {
        var result = ""
        for scalar in Printable.escape(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\u{fffe}", "\u{ffff}": result += "\u{fffd}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// About how wide a text is in a sans-serif font; a little too much rather than too little.
    static func width(_ text: String, size: Double) -> Double {
        var ems = 0.0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": ems += 0.36
            case "f", "r", "t", "-", "(", ")", "/", " ": ems += 0.42
            case "m", "w", "M", "W", "@", "%": ems += 0.98
            case "A"..."Z": ems += 0.72
            default: ems += scalar.isASCII ? 0.63 : 0.63 * Double(max(1, Printable.width(String(scalar))))
            }
        }
        return ems * size
    }

    /// The text, or as much of its beginning and its end as fits with `…` between them: names differ at their ends mostly.
    static func fit(_ text: String, size: Double, within limit: Double) -> String {
        guard width(text, size: size) > limit else { return text }
        var head = ""
        var tail = ""
        var rest = Substring(text)
        var used = width("…", size: size)
        while let character = head.count <= tail.count ? rest.first : rest.last {
            used += width(String(character), size: size)
            guard used <= limit else { break }
            if head.count <= tail.count {
                head.append(rest.removeFirst())
            } else {
                tail.insert(rest.removeLast(), at: tail.startIndex)
            }
        }
        return head + "…" + tail
    }

    /// A coordinate with one decimal at most.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let rest = abs(tenths % 10)
        let sign = tenths < 0 && tenths / 10 == 0 ? "-" : ""
        return rest == 0 ? "\(tenths / 10)" : "\(sign)\(tenths / 10).\(rest)"
    }
}
