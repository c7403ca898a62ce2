import FoundationEssentials
import MANOModel

/// What a physical function's driver enforces on one of its virtual ones, as `ip -json link show` tells it. What the
/// driver doesn't have is nil.
struct FunctionState: Codable, Sendable, Equatable {
    var checksSource: Bool?
    var isTrusted: Bool?
    var linkState: String?
    /// Mbit/s; 0: no limit.
    var maximumRate: Int64?
    var minimumRate: Int64?

    private struct Link: Decodable {
        var functions: [Function]?

        enum CodingKeys: String, CodingKey { case functions = "vfinfo_list" }
    }

    private struct Function: Decodable {
        var number: Int
        var rate: Rate?
        var checksSource: Bool?
        var isTrusted: Bool?
        var linkState: String?

        enum CodingKeys: String, CodingKey {
            case number = "vf"
            case rate
            case checksSource = "spoofchk"
            case isTrusted = "trust"
            case linkState = "link_state"
        }
    }

    private struct Rate: Decodable {
        var maximum: Int64?
        var minimum: Int64?

        enum CodingKeys: String, CodingKey {
            case maximum = "max_tx"
            case minimum = "min_tx"
        }
    }

    /// Of one function in iproute2's answer; nil where it isn't there.
    static func read(_ answer: [UInt8], function number: Int) -> FunctionState? {
        guard let links = try? JSONDecoder().decode([Link].self, from: Data(answer)),
            let found = links.first?.functions?.first(where: { $0.number == number })
        else { return nil }
        return FunctionState(
            checksSource: found.checksSource, isTrusted: found.isTrusted, linkState: found.linkState,
            maximumRate: found.rate?.maximum, minimumRate: found.rate?.minimum)
    }

    /// What a guest asks for; nil where it leaves that to the driver.
    init(_ settings: GuestInterface.VirtualFunctionSettings) {
        checksSource = settings.checksSource
        isTrusted = settings.isTrusted
        linkState = settings.linkState?.rawValue
        maximumRate = settings.bandwidth
    }

    init(
        checksSource: Bool? = nil, isTrusted: Bool? = nil, linkState: String? = nil, maximumRate: Int64? = nil,
        minimumRate: Int64? = nil
    ) {
        self.checksSource = checksSource
        self.isTrusted = isTrusted
        self.linkState = linkState
        self.maximumRate = maximumRate
        self.minimumRate = minimumRate
    }

    /// One thing that iproute2 can set.
    struct Change: Equatable, Sendable {
        var arguments: [String]
        var text: String
        /// A limit of what is sent, which not every driver has.
        var isRate = false
    }

    /// What makes of this state the one that is wished for.
    func changes(to wish: FunctionState) -> [Change] {
        var changes: [Change] = []
        func word(_ isOn: Bool) -> String { isOn ? "on" : "off" }
        if let wished = wish.checksSource, wished != checksSource {
            changes.append(
                Change(arguments: ["spoofchk", word(wished)], text: "checking of source addresses \(word(wished))"))
        }
        if let wished = wish.isTrusted, wished != isTrusted {
            changes.append(Change(arguments: ["trust", word(wished)], text: "trust \(word(wished))"))
        }
        if let wished = wish.linkState, wished != linkState {
            changes.append(Change(arguments: ["state", wished], text: "link state \(wished)"))
        }
        if let wished = wish.maximumRate, wished != maximumRate {
            // Both rates are one setting of the driver's; what isn't named would be kept by iproute2.
            changes.append(
                Change(
                    arguments: ["max_tx_rate", "\(wished)"],
                    text: wished == 0 ? "no limit of what it sends" : "a limit of \(wished) Mbit/s", isRate: true))
        }
        if let wished = wish.minimumRate, wished != minimumRate {
            changes.append(
                Change(arguments: ["min_tx_rate", "\(wished)"], text: "at least \(wished) Mbit/s", isRate: true))
        }
        return changes
    }
}
