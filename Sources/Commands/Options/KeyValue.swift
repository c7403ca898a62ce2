import ArgumentParser
import FoundationEssentials
import MANOModel

/// `KEY=VALUE`; the value is JSON where it can be read as such (numbers, true, objects), else a string.
struct KeyValue: ExpressibleByArgument, Equatable {
    var key: String
    var value: JSONValue

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else { return nil }
        key = String(argument[..<equals])
        let text = String(argument[argument.index(after: equals)...])
        value = (try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))) ?? .string(text)
    }

    /// - Parameter zones: where guests may be; none: anywhere.
    static func dictionary(_ pairs: [KeyValue], zones: [String] = []) -> [String: JSONValue]? {
        var parameters = Dictionary(pairs.map { ($0.key, $0.value) }) { $1 }
        if !zones.isEmpty { parameters[ZoneChoice.key] = .array(zones.map(JSONValue.string)) }
        return parameters.isEmpty ? nil : parameters
    }
}

/// `PROFILE:KEY=VALUE`: a parameter for the VNFs of one profile.
struct ProfileParameter: ExpressibleByArgument, Equatable {
    var profile: String
    var parameter: KeyValue

    init?(argument: String) {
        guard let colon = argument.firstIndex(of: ":"), colon > argument.startIndex,
            let parameter = KeyValue(argument: String(argument[argument.index(after: colon)...]))
        else { return nil }
        profile = String(argument[..<colon])
        self.parameter = parameter
    }
}

/// `NAME=TARGET`: what is put where.
struct Mapping: ExpressibleByArgument, Equatable {
    var name: String
    var target: String

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else { return nil }
        name = String(argument[..<equals])
        target = String(argument[argument.index(after: equals)...])
        if target.isEmpty { return nil }
    }
}
