/// Names of files that hold signatures and certificates (SOL004 5.2, 5.3): siblings of what is signed.
enum SignatureFiles {
    static func isSignature(_ path: String) -> Bool {
        [".cms", ".p7s", ".p7m", ".p7b"].contains { path.lowercased().hasSuffix($0) }
    }

    static func isCertificate(_ path: String) -> Bool {
        [".cert", ".crt", ".cer", ".pem"].contains { path.lowercased().hasSuffix($0) }
    }

    /// The file whose signature or certificate this is by its name: `a.sh` for `a.sh.cms`, and for `a.cms` where no other
    /// file has that name without its extension.
    static func subject(of path: String, among names: Set<String>) -> String? {
        guard let dot = path.lastIndex(of: ".") else { return nil }
        let stem = String(path[..<dot])
        if names.contains(stem) { return stem }
        let siblings = names.filter {
            $0.hasPrefix(stem + ".") && !$0.dropFirst(stem.count + 1).contains("/")
                && !$0.dropFirst(stem.count + 1).contains(".") && !isSignature($0) && !isCertificate($0)
        }
        return siblings.count == 1 ? siblings.first : nil
    }
}
