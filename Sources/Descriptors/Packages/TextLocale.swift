import Glibc

/// UTF-8 for the names that a C library converts on this thread: libarchive goes by the locale, which is C unless the
/// program says otherwise, and a program's locale is for all of its threads. Until `end`, on the thread that made it.
struct TextLocale {
    /// Made once, and never freed: it is looked at only. The C library has this one built in.
    nonisolated(unsafe) private static let unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)

    private let before: locale_t?

    init() {
        before = Self.unicode.flatMap { uselocale($0) }
    }

    func end() {
        if let before { uselocale(before) }
    }
}

/// Names of entries that aren't texts.
enum EntryName {
    /// With bytes that aren't ASCII, and control characters, as `\xE4`.
    static func escaped(_ name: UnsafePointer<CChar>) -> String {
        var text = ""
        var next = name
        while next.pointee != 0 {
            let byte = UInt8(bitPattern: next.pointee)
            text +=
                byte >= 32 && byte < 127
                ? String(UnicodeScalar(byte)) : "\\x" + FileDigest.hexadecimal(CollectionOfOne(byte)).uppercased()
            next += 1
        }
        return text
    }
}
