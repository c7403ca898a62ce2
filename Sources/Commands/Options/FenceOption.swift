import ArgumentParser
import FoundationEssentials
import MANOModel

/// A fencing method on the command line: `type=ipmi,address=10.0.0.5,user=admin,passwordFile=/etc/bmc`, or the same as a JSON
/// object where a value has a comma in it.
struct FenceOption: ExpressibleByArgument, Equatable {
    var method: FencingMethod

    private static let numbers: Set<String> = ["port", "cipher", "timeout"]

    init?(argument: String) {
        let value: JSONValue?
        if argument.hasPrefix("{") {
            value = try? JSONDecoder().decode(JSONValue.self, from: Data(argument.utf8))
        } else {
            value = Self.object(argument)
        }
        guard case .object(let members)? = value, Set(members.keys).isSubset(of: Self.known),
            let method = try? JSONValue.object(members).decode(FencingMethod.self)
        else { return nil }
        self.method = method
    }

    private static let known: Set<String> = [
        "type", "address", "port", "user", "passwordFile", "cipher", "authentication", "authoritiesFile",
        "verifiesServer", "identityFile", "knownHostsFile", "command", "statusCommand", "timeout",
    ]

    private static func object(_ text: String) -> JSONValue? {
        var members: [String: JSONValue] = [:]
        for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let equals = pair.firstIndex(of: "=") else { return nil }
            let name = String(pair[..<equals])
            let value = String(pair[pair.index(after: equals)...])
            if numbers.contains(name) {
                guard let number = Int64(value) else { return nil }
                members[name] = .integer(number)
            } else if name == "verifiesServer" {
                guard let flag = Bool(value) else { return nil }
                members[name] = .bool(flag)
            } else {
                members[name] = .string(value)
            }
        }
        return .object(members)
    }
}

/// When a host is taken for dead, and how it is fenced.
struct FencingOptions: ParsableArguments {
    @Option(
        name: .customLong("fence"),
        help: ArgumentHelp(
            "How the host is powered off, in the order of the options: type (ipmi, redfish or ssh), address, port, user, passwordFile, …; repeatable.",
            valueName: "key=value,…"))
    var fence: [FenceOption] = []
    @Flag(
        name: .customLong("auto-evacuate"), inversion: .prefixedNo,
        help: "Fence and evacuate it without being asked.")
    var autoEvacuate: Bool?
    @Option(
        name: .customLong("unreachable-after"),
        help: ArgumentHelp("Without an answer for so long it is taken for dead.", valueName: "seconds"))
    var unreachableAfter: Double?
    @Option(
        name: .customLong("shared-storage"),
        help: ArgumentHelp(
            "Hosts with the same name here have the same storage folder; \"\" is its own.", valueName: "name"))
    var sharedStorage: String?

    /// What changes the settings that there are; nil: nothing is said.
    func settings(over current: FencingSettings?) -> FencingSettings? {
        guard !fence.isEmpty || autoEvacuate != nil || unreachableAfter != nil else { return nil }
        var settings = current ?? FencingSettings()
        if !fence.isEmpty { settings.methods = fence.map(\.method) }
        if let autoEvacuate { settings.automatic = autoEvacuate }
        if let unreachableAfter { settings.unreachableAfter = unreachableAfter }
        return settings
    }
}

/// Fencing settings, for people.
enum FencingText {
    static func line(_ settings: FencingSettings) -> String {
        let methods =
            settings.methods.isEmpty ? "no method" : settings.methods.map(\.title).joined(separator: ", then ")
        return "\(methods); dead after \(Int(settings.unreachableAfter)) s"
            + (settings.automatic ? ", evacuated by itself" : "")
    }
}
