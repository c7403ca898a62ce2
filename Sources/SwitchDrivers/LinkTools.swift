import BlockingPool
import Glibc
import MANOModel

/// Network namespaces and links, through iproute2 and ethtool. Arguments only, never a shell.
struct LinkTools: Sendable {
    /// Where the switch's ends of links are; nil: the manager's own namespace.
    let switchNamespace: String?

    private static let ip = "/usr/sbin/ip"
    private static let ethtool = "/usr/sbin/ethtool"
    private static let nft = "/usr/sbin/nft"
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
    func ensurePair(_ link: String, namespace: String, address: String?, mtu: Int?) async throws {
        if try await addresses(of: link, in: switchNamespace) == nil {
            let output = try await run(
                Self.ip,
                at(switchNamespace) + ["link", "add", link, "type", "veth", "peer", "name", link, "netns", namespace])
            // Somebody may have been quicker.
            if !output.succeeded, try await addresses(of: link, in: switchNamespace) == nil {
                throw failure("making the link \(link)", output)
            }
        }
        for place in [switchNamespace, namespace] {
            try await require(
                "turning off transmit offload of \(link)", Self.ethtool, ["-K", link, "tx", "off"], in: place)
        }
        if let mtu {
            for place in [switchNamespace, namespace] {
                try await require(
                    "setting the MTU of \(link)", Self.ip, at(place) + ["link", "set", link, "mtu", "\(mtu)"])
            }
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

    /// Brings up links beside the switch. One that isn't there, or is another machine's, is passed over.
    func bringUp(_ links: [String]) async throws {
        let commands = links.map { "link set dev \($0) up\n" }.joined()
        _ = try await run(Self.ip, at(switchNamespace) + ["-force", "-batch", "-"], input: Array(commands.utf8))
    }

    /// Takes the pair away, both ends.
    func removePair(_ link: String) async throws {
        guard try await addresses(of: link, in: switchNamespace) != nil else { return }
        let output = try await run(Self.ip, at(switchNamespace) + ["link", "del", link])
        if !output.succeeded, try await addresses(of: link, in: switchNamespace) != nil {
            throw failure("removing the link \(link)", output)
        }
    }

    /// Keeps what arrives on links named `mf…` from the network stack beside the switch. A userspace datapath reads such
    /// links beside the stack, which sees every packet too: without this a guest could reach the host around its
    /// segment. The kernel's datapath takes packets before the stack.
    func isolateStack() async throws {
        try await nft(
            "keeping what guests send from the host's own network stack",
            Self.families.map { family, hook, priority in
                """
                \(Self.table(family))
                add chain \(family) manifold guests { type filter hook \(hook) priority \(priority); policy accept; }
                flush chain \(family) manifold guests
                add rule \(family) manifold guests iifname "mf*" iifname != @hosts drop

                """
            })
    }

    /// Lets the network stack hear one link, the host's own, or no longer.
    func hear(_ link: String, _ isHeard: Bool) async throws {
        // Adding what is there is no error, deleting what isn't is one.
        let verbs = isHeard ? ["add"] : ["add", "delete"]
        try await nft(
            "letting the host hear \(link)",
            Self.families.flatMap { family, _, _ in
                ["\(Self.table(family))\n"] + verbs.map { "\($0) element \(family) manifold hosts { \"\(link)\" }\n" }
            })
    }

    private static func table(_ family: String) -> String {
        "add table \(family) manifold; add set \(family) manifold hosts { type ifname; }"
    }

    /// The families that carry traffic to the stack, each with a hook before the stack and a priority there.
    private static let families = [("inet", "prerouting", "-300"), ("arp", "input", "0")]

    private func nft(_ what: String, _ commands: [String]) async throws {
        try await require(
            what, Self.nft, ["-f", "-"], in: switchNamespace, input: Array(commands.joined().utf8))
    }

    private func at(_ namespace: String?) -> [String] { namespace.map { ["-n", $0] } ?? [] }

    private func run(_ executable: String, _ arguments: [String], input: [UInt8] = []) async throws -> ProcessOutput {
        do {
            return try await ProcessRunner.run(
                executable: executable, arguments: arguments, input: input, deadline: Self.deadline)
        } catch let error as ProcessRunnerError {
            if case .deadlineExceeded = error {
                throw ManifoldError(.timeout, "\(executable) did not end", cause: error.description)
            }
            throw ManifoldError(
                .unknown, "\(executable) can't be run", cause: error.description,
                remedy: "install iproute2, ethtool and nftables")
        }
    }

    private func require(
        _ what: String, _ executable: String, _ arguments: [String], in namespace: String? = nil,
        input: [UInt8] = []
    ) async throws {
        let output =
            if let namespace {
                try await run(Self.ip, ["netns", "exec", namespace, executable] + arguments, input: input)
            } else {
                try await run(executable, arguments, input: input)
            }
        guard output.succeeded else { throw failure(what, output) }
    }

    private func failure(_ what: String, _ output: ProcessOutput) -> ManifoldError {
        ManifoldError(.infrastructure, "\(what) failed", cause: output.errorText)
    }
}
