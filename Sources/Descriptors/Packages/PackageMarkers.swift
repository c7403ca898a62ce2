import Glibc
import MANOModel

/// Places in a template that packing fills in: `${sha256:PATH}` and `${size:PATH}` stand for the digest and the bytes of
/// another file of the package, because a source folder can't know them of an image that is built later.
enum PackageMarkers {
    /// The paths that a text has markers for.
    static func paths(in bytes: [UInt8]) -> Set<String> {
        var paths: Set<String> = []
        _ = replace(bytes) { _, path in
            paths.insert(path)
            return nil
        }
        return paths
    }

    /// The text with each marker replaced by what is known of its file, and left where nothing is.
    static func fill(_ bytes: [UInt8], _ known: [String: (sha256: String, size: Int)]) -> [UInt8] {
        replace(bytes) { kind, path in
            known[path].map { kind == "sha256" ? $0.sha256 : String($0.size) }
        }
    }

    private static func replace(_ bytes: [UInt8], _ value: (_ kind: String, _ path: String) -> String?) -> [UInt8] {
        // Most texts have none: type files do have dollars, at the end of patterns.
        guard mayHaveMarkers(bytes) else { return bytes }
        var result = ""
        var rest = String(decoding: bytes, as: UTF8.self)[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            if let kind = ["sha256", "size"].first(where: { rest.hasPrefix("${\($0):") }),
                let end = rest.firstIndex(of: "}"),
                let text = value(kind, String(rest[..<end].dropFirst(kind.count + 3)))
            {
                result += text
                rest = rest[rest.index(after: end)...]
            } else {
                result.append(rest.removeFirst())
            }
        }
        return Array((result + rest).utf8)
    }

    private static func mayHaveMarkers(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            guard var rest = buffer.baseAddress else { return false }
            let end = rest + buffer.count
            while let dollar = memchr(rest, Int32(UInt8(ascii: "$")), end - rest) {
                rest = UnsafeRawPointer(dollar) + 1
                if rest < end, rest.load(as: UInt8.self) == UInt8(ascii: "{") { return true }
            }
            return false
        }
    }
}
