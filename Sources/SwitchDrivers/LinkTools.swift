import BlockingPool
import Glibc
import MANOModel

/// Network namespaces and links, through iproute2 and ethtool. Arguments only, never a shell.
struct LinkTools: Sendable {
    /// Where the switch's ends of links are; nil: the manager's own namespace.
    let switchNamespace: String?

    private static let ip = "/usr/sbin/ip"
    private static let ethtool = "/usr/sbin/ethtool"
    private static let deadline = Duration.seconds(10)

    /// Errors: `.unprocessable` where the name can't be one of a namespace or of an interface, or could be taken for
    /// an option.
    static func check(name: String, limit: Int) throws(ManifoldError) {
        let bytes = name.utf8
        let isPlain = bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isPlain, (1...limit).contains(bytes.count), bytes.first != UInt8(ascii: "-"), name != ".", name != ".."
        else {
            throw ManifoldError(
                .unprocessable, "\"\(name)\" can't be the name of a network namespace or interface",
                remedy: "use up to \(limit) letters, digits, dots, dashes and underscores, and no dash first")
        }
    }

    func namespaceExists(_ name: String) async throws -> Bool {
        try await BlockingPool.files.run { access("/run/netns/\(name)", F_OK) == 0 }
    }

    func ensureNamespace(_ name: String) async throws {
        if try await !namespaceExists(name) {
            let output = try await run(Self.ip, ["netns", "add", name])
            // Somebody may have been quicker.
            if !output.succeeded, try await !namespaceExists(name) { throw failure("making namespace \(name)", output) }
        }
        try await require("bringing up lo in namespace \(name)", Self.ip, ["-n", name, "link", "set", "lo", "up"])
    }

    func removeNamespace(_ name: String) async throws {
        guard try await namespaceExists(name) else { return }
        let output = try await run(Self.ip, ["netns", "del", name])
        if !output.succeeded, try await namespaceExists(name) { throw failure("removing namespace \(name)", output) }
    }

    /// The addresses (`10.0.0.1/24`) of a link; nil where there is no such link, or no such namespace.
    func addresses(of link: String, in namespace: String?) async throws -> [String]? {
        if let namespace, try await !namespaceExists(namespace) { return nil }
        let output = try await run(Self.ip, at(namespace) + ["-oneline", "address", "show", "dev", link])
        guard output.succeeded else {
            if output.errorText.contains("does not exist") { return nil }
            throw failure("looking at \(link)", output)
        }
        // "7: mfx    inet 10.0.0.1/24 scope global mfx\ ...": the word after the family.
        return output.text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let family = words.firstIndex(where: { $0 == "inet" || $0 == "inet6" }), family + 1 < words.count
            else { return nil }
            return String(words[family + 1])
        }
    }

    /// A pair of links of the same name, one end beside the switch, the other in the namespace. Transmit offload is off
    /// at both: a userspace datapath would send on packets without their checksums.
    func ensurePair(_ link: String, namespace: String, address: String?) async throws {
        if try await addresses(of: link, in: switchNamespace) == nil {
            try await require(
                "making the link \(link)", Self.ip,
                at(switchNamespace) + ["link", "add", link, "type", "veth", "peer", "name", link, "netns", namespace])
        }
        for place in [switchNamespace, namespace] {
            try await require(
                "turning off transmit offload of \(link)", Self.ethtool, ["-K", link, "tx", "off"], in: place)
        }
        try await bringUp(link, in: namespace, address: address)
        try await require("bringing up \(link)", Self.ip, at(switchNamespace) + ["link", "set", link, "up"])
    }

    func bringUp(_ link: String, in namespace: String?, address: String?) async throws {
        if let address {
            // No duplicate address detection: it would hold an IPv6 address back for a second.
            let options = address.contains(":") ? ["nodad"] : []
            try await require(
                "setting the address of \(link)", Self.ip,
                at(namespace) + ["address", "replace", address, "dev", link] + options)
        }
        try await require("bringing up \(link)", Self.ip, at(namespace) + ["link", "set", link, "up"])
    }

    /// Takes the pair away, both ends.
    func removePair(_ link: String) async throws {
        guard try await addresses(of: link, in: switchNamespace) != nil else { return }
        let output = try await run(Self.ip, at(switchNamespace) + ["link", "del", link])
        if !output.succeeded, try await addresses(of: link, in: switchNamespace) != nil {
            throw failure("removing the link \(link)", output)
        }
    }

    private func at(_ namespace: String?) -> [String] { namespace.map { ["-n", $0] } ?? [] }

    private func run(_ executable: String, _ arguments: [String]) async throws -> ProcessOutput {
        do {
            return try await ProcessRunner.run(executable: executable, arguments: arguments, deadline: Self.deadline)
        } catch let error as ProcessRunnerError {
            if case .deadlineExceeded = error {
                throw ManifoldError(.timeout, "\(executable) did not end", cause: error.description)
            }
            throw ManifoldError(
                .unknown, "\(executable) can't be run", cause: error.description,
                remedy: "install iproute2 and ethtool")
        }
    }

    private func require(
        _ what: String, _ executable: String, _ arguments: [String], in namespace: String? = nil
    ) async throws {
        let output =
            if let namespace {
                try await run(Self.ip, ["netns", "exec", namespace, executable] + arguments)
            } else {
                try await run(executable, arguments)
            }
        guard output.succeeded else { throw failure(what, output) }
    }

    private func failure(_ what: String, _ output: ProcessOutput) -> ManifoldError {
        ManifoldError(.infrastructure, "\(what) failed", cause: output.errorText)
    }
}
