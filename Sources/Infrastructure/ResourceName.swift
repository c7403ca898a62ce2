import FoundationEssentials
import MANOModel

/// What operators may call things.
enum ResourceName {
    /// Of hosts, zones and networks: letters, digits, `.`, `_` and `-`, at most 63, and no UUID, since ids are looked up
    /// beside names.
    static func check(_ name: String, _ what: String) throws {
        let isPlain = name.utf8.allSatisfy { isAlphanumeric($0) || [0x2d, 0x2e, 0x5f].contains($0) }
        guard (1...63).contains(name.utf8.count), isPlain, let first = name.utf8.first, isAlphanumeric(first) else {
            throw ManifoldError(
                .unprocessable, "\(what) \"\(name)\" can't be taken",
                remedy: "use at most 63 letters, digits, dots, underscores and hyphens, a letter or digit first")
        }
        guard UUID(uuidString: name) == nil else {
            throw ManifoldError(
                .unprocessable, "\(what) \"\(name)\" looks like an id", remedy: "choose another name")
        }
    }

    /// Of network namespaces.
    static func checkNamespace(_ name: String) throws {
        let isPlain = name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 0x2d }
        guard (1...63).contains(name.utf8.count), isPlain, name.utf8.first != 0x2d else {
            throw ManifoldError(
                .unprocessable, "\"\(name)\" can't be a network namespace's name",
                remedy: "set attachment.name: at most 63 of a to z, 0 to 9 and hyphens, no hyphen first")
        }
    }

    /// Of Linux network interfaces: at most 15 bytes.
    static func checkInterface(_ name: String) throws {
        let isPlain = name.utf8.allSatisfy { isAlphanumeric($0) || [0x2d, 0x2e, 0x5f, 0x40].contains($0) }
        guard (1...15).contains(name.utf8.count), isPlain, name.utf8.contains(where: isAlphanumeric) else {
            throw ManifoldError(
                .unprocessable, "\"\(name)\" can't be a network interface's name",
                remedy: "set attachment.interface to one that `ip link` shows on the host")
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
