/// Where what belongs to one host lies below its storage folder.
struct StorageLayout: Sendable, Equatable {
    let root: String

    /// The libvirt pool's target: disks, config drives, base images, and nothing else.
    var volumes: String { "\(root)/volumes" }
    /// One mark for each volume: whose it is and from what specification.
    var marks: String { "\(root)/marks" }
    /// Files that are being written, on the same file system as the volumes.
    var staging: String { "\(root)/staging" }
    /// Serial logs.
    var logs: String { "\(root)/log" }
    /// Sockets of guests' channels.
    var run: String { "\(root)/run" }

    var folders: [String] { [root, volumes, marks, staging, logs, run] }

    func disk(_ name: String) -> String { "\(volumes)/\(name).qcow2" }
    func configDrive(_ name: String) -> String { "\(volumes)/\(name).iso" }
    func mark(_ name: String) -> String { "\(marks)/\(name).json" }
    func serialLog(_ guest: String) -> String { "\(logs)/\(guest).log" }
    func agentSocket(_ guest: String) -> String { "\(run)/\(guest).agent" }
    func guestAgentSocket(_ guest: String) -> String { "\(run)/\(guest).qga" }

    /// How the virtual functions of a guest were before it had them.
    func functionRecords(_ guest: String) -> String { "\(run)/\(guest).functions" }

    static let imagePrefix = "base-"

    static func imageFileName(hash: String, format: String) -> String { "\(imagePrefix)\(hash).\(format)" }

    func image(hash: String, format: String) -> String {
        "\(volumes)/\(Self.imageFileName(hash: hash, format: format))"
    }

    /// The hash and format of a base image's file name; nil for other files.
    static func image(fileName: String) -> (hash: String, format: String)? {
        guard fileName.hasPrefix(imagePrefix) else { return nil }
        let parts = fileName.dropFirst(imagePrefix.count).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, isHash(String(parts[0])), !parts[1].isEmpty else { return nil }
        return (String(parts[0]), String(parts[1]))
    }

    static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    /// Names become file names, domain names and XML: a small alphabet, so that none of them means anything else.
    static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 63 else { return false }
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        }
        return isAlphanumeric(first)
            && bytes.allSatisfy {
                isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
            }
    }
}
