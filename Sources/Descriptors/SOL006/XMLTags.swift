import Glibc

/// Looks at the tags of an XML text before it is parsed: libxml2 compares each attribute of an element with all before it,
/// and looks for each name's prefix among all that are bound.
enum XMLTags {
    static let mostAttributes = 16

    /// Where a tag with more attributes than anybody needs begins; nil where none does.
    static func crowded(in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { text in
            var place = 0
            while let start = find("<", in: text, from: place) {
                if let end = passedOver(text, at: start) {
                    place = end
                    continue
                }
                place = start + 1
                var attributes = 0
                var quote: UInt8?
                // A tag ends at `>`, and no `<` stands in it.
                tag: while place < text.count {
                    let byte = text[place]
                    switch byte {
                    case UInt8(ascii: "<"): break tag
                    case _ where byte == quote: quote = nil
                    case _ where quote != nil: break
                    case UInt8(ascii: ">"): break tag
                    case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
                    case UInt8(ascii: "="):
                        attributes += 1
                        if attributes > mostAttributes { return start }
                    default: break
                    }
                    place += 1
                }
            }
            return nil
        }
    }

    /// Where a comment, a text that is marked as one, or an instruction ends that begins here.
    private static func passedOver(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        for (opening, closing) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
            let marker = Array(opening.utf8)
            guard start + marker.count <= text.count, text[start..<start + marker.count].elementsEqual(marker) else {
                continue
            }
            return find(closing, in: text, from: start + marker.count).map { $0 + closing.utf8.count } ?? text.count
        }
        return nil
    }

    private static func find(_ what: String, in text: UnsafeBufferPointer<UInt8>, from place: Int) -> Int? {
        let what = Array(what.utf8)
        guard let base = text.baseAddress else { return nil }
        var place = place
        while place + what.count <= text.count {
            guard let found = memchr(base + place, Int32(what[0]), text.count - what.count + 1 - place) else {
                return nil
            }
            place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if memcmp(found, what, what.count) == 0 { return place }
            place += 1
        }
        return nil
    }
}
