import ArgumentParser
import FoundationEssentials
import MANOModel

/// A fencing method on the command line: `type=ipmi,address=10.0.0.5,user=admin,passwordFile=/etc/bmc`, or the same as a JSON
/// object where a value has a comma in it.
enum FenceOption {
    /// How each member is written.
    private enum Kind {
        case text, integer, number, flag
        case word([String])
    }

    private static let members: [(name: String, kind: Kind)] = [
        ("type", .word(FencingMethod.Kind.allCases.map(\.rawValue))), ("address", .text), ("port", .integer),
        ("user", .text), ("passwordFile", .text), ("cipher", .integer),
        ("authentication", .word(FencingMethod.Authentication.allCases.map(\.rawValue))), ("authoritiesFile", .text),
        ("verifiesServer", .flag), ("identityFile", .text), ("knownHostsFile", .text), ("command", .text),
        ("statusCommand", .text), ("timeout", .number),
    ]

    /// Throws `ValidationError` that names the member.
    static func method(_ argument: String) throws -> FencingMethod {
        let given = argument.hasPrefix("{") ? try object(argument) : try pairs(argument)
        var values: [String: JSONValue] = [:]
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let member = members.first(where: { $0.name == name }) else {
                throw ValidationError(
                    "A fencing method has no \(name); it has \(Amount.list(members.map(\.name))).")
            }
            values[name] = try check(value, name, member.kind)
        }
        guard values["type"] != nil else {
            throw ValidationError("A fencing method needs its type: ipmi, redfish or ssh.")
        }
        return try JSONValue.object(values).decode(FencingMethod.self)
    }

    private static func object(_ text: String) throws -> [String: JSONValue] {
        guard case .object(let members)? = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
            throw ValidationError("\(text) is no JSON object.")
        }
        return members
    }

    private static func pairs(_ text: String) throws -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let equals = pair.firstIndex(of: "=") else {
                throw ValidationError(
                    "\"\(pair)\" is no key=value; where a value has a comma in it, write the method as a JSON object.")
            }
            let name = String(pair[..<equals])
            guard members.updateValue(.string(String(pair[pair.index(after: equals)...])), forKey: name) == nil else {
                throw ValidationError("\(name) is there twice.")
            }
        }
        return members
    }

    /// Text stands for what the member is.
    private static func check(_ value: JSONValue, _ name: String, _ kind: Kind) throws -> JSONValue {
        let wanted: String
        switch (kind, value) {
        case (.text, .string), (.integer, .integer), (.number, .integer), (.number, .number), (.flag, .bool):
            return value
        case (.word(let words), .string(let text)) where words.contains(text): return value
        case (.integer, .string(let text)):
            if let number = Int64(text) { return .integer(number) }
            wanted = "a whole number"
        case (.number, .string(let text)):
            if let number = Double(text) { return .number(number) }
            wanted = "a number"
        case (.flag, .string(let text)):
            if let flag = Bool(text) { return .bool(flag) }
            wanted = "true or false"
        case (.word(let words), _): wanted = Amount.list(words.filter { $0 != "simulated" }, "or")
        case (.text, _): wanted = "text"
        case (.integer, _): wanted = "a whole number"
        case (.number, _): wanted = "a number"
        case (.flag, _): wanted = "true or false"
        }
        let encoded = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        let seen = value.stringValue ?? encoded
        throw ValidationError("\(name) is \(seen); it has to be \(wanted).")
    }
}

/// When a host is taken for dead, and how it is fenced.
struct FencingOptions: ParsableArguments {
    @Option(
        name: .customLong("fence"),
        help: ArgumentHelp(
            "How the host is powered off, in the order of the options: type (ipmi, redfish or ssh), address, port, user, passwordFile, …; repeatable.",
            valueName: "key=value,…"), transform: FenceOption.method)
    var fence: [FencingMethod] = []
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
        if !fence.isEmpty { settings.methods = fence }
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
