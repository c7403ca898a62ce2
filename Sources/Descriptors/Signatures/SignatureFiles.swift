/// Names of files that hold signatures and certificates (SOL004 5.2, 5.3): siblings of what is signed.
enum SignatureFiles {
    static func isSignature(_ path: String) -> Bool {
        has(["cms", "p7s", "p7m", "p7b"], path)
    }

    static func isCertificate(_ path: String) -> Bool {
        has(["cert", "crt", "cer", "pem"], path)
    }

    private static func has(_ extensions: [String], _ path: String) -> Bool {
        guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")),
            path.utf8.distance(from: dot, to: path.endIndex) <= 5
        else { return false }
        return extensions.contains(path[path.utf8.index(after: dot)...].lowercased())
    }

    /// Files of a package by their names, to find what signatures and certificates belong to.
    struct Subjects {
        private let names: Set<String>
        /// Files that are neither, by their names without the extension; nil where several have it.
        private var bare: [String: String?] = [:]

        init(_ names: Set<String>) {
            self.names = names
            for name in names where !isSignature(name) && !isCertificate(name) {
                guard let stem = SignatureFiles.stem(of: name) else { continue }
                bare[stem] = bare[stem] == nil ? .some(name) : .some(nil)
            }
        }

        /// The file whose signature or certificate this is by its name: `a.sh` for `a.sh.cms`, and for `a.cms` where no
        /// other file has that name without its extension.
        func subject(of path: String) -> String? {
            guard let stem = SignatureFiles.stem(of: path) else { return nil }
            return names.contains(stem) ? stem : bare[stem] ?? nil
        }
    }

    private static func stem(of path: String) -> String? {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
        return String(path[..<dot])
    }
}
