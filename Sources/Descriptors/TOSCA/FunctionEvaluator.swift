import MANOModel
import YAML

/// Evaluates TOSCA's functions in values (1.3, clause 4).
struct FunctionEvaluator {
    /// An input of the topology as far as it is known when the descriptor is compiled.
    enum Input {
        /// The substituted node's property, or what a top-level template selects.
        case known(YAMLNode)
        /// Handed in at instantiation.
        case open(defaultValue: YAMLNode?)
    }

    enum Result {
        case value(YAMLNode)
        /// A text that holds open inputs.
        case text(BootText)
        /// An open input without a default, where its value is needed now.
        case unresolved(input: String)
        /// Reported.
        case invalid
    }

    static let names: Set<String> = [
        "get_input", "get_property", "get_attribute", "get_operation_output", "get_nodes_of_type", "get_artifact",
        "concat", "token",
    ]

    let inputs: [String: Input]
    /// A property as a node template gives it, or its type's default.
    let property: (_ node: String, _ name: String) -> YAMLNode?
    let nodeNames: [String]
    let log: DiagnosticLog

    /// The name and argument of a function call; nil for any other value.
    static func call(_ node: YAMLNode) -> YAMLNode.Pair? {
        guard let pairs = node.mapping, pairs.count == 1, names.contains(pairs[0].name) else { return nil }
        return pairs[0]
    }

    /// - Parameters:
    ///   - keepsInputs: whether open inputs stay in the text, or are replaced by their defaults.
    ///   - node: the node template that `SELF` means.
    func evaluate(_ value: YAMLNode, in file: String, keepsInputs: Bool, node: String?, depth: Int = 0) -> Result {
        guard let call = Self.call(value) else { return .value(value) }
        let place = Place(file: file, mark: call.key.mark)
        guard depth < 32 else {
            log.report(
                .functionInvalid, at: place, "functions refer to each other in a circle", "give one of them a value")
            return .invalid
        }
        func again(_ value: YAMLNode, _ node: String?) -> Result {
            evaluate(value, in: file, keepsInputs: keepsInputs, node: node, depth: depth + 1)
        }
        switch call.name {
        case "get_input":
            return input(call.value, place, keepsInputs, again)
        case "get_property":
            guard let path = path(call.value), path.count >= 2 else {
                return invalid(place, "`get_property` needs a node and a property", "write `[NODE, property]`")
            }
            let name = path[0] == "SELF" ? node ?? "" : path[0]
            guard nodeNames.contains(name) else {
                return invalid(
                    place, "there is no node `\(name)`",
                    NearestName.remedy(for: name, among: nodeNames, else: "name a node template"))
            }
            guard var found = property(name, path[1]) else {
                return invalid(
                    place, "the node `\(name)` has no property `\(path[1])`",
                    "give it the property, or refer to another")
            }
            for key in path.dropFirst(2) {
                guard let inner = found[key] ?? Int(key).flatMap({ found[$0] }) else {
                    return invalid(
                        place, "`\(path[1])` of `\(name)` has no `\(key)`", "refer to something that is there")
                }
                found = inner
            }
            return again(found, name)
        case "concat":
            return concat(call.value, place, { again($0, node) })
        case "token":
            guard let arguments = call.value.sequence, arguments.count == 3, let separator = arguments[1].text,
                let index = arguments[2].int, case .value(let text) = again(arguments[0], node), let text = text.text,
                separator.count == 1
            else {
                return invalid(place, "`token` needs a text, a separator and an index", "write `[text, ':', 0]`")
            }
            let parts = text.split(separator: separator.first!, omittingEmptySubsequences: false)
            guard parts.indices.contains(index) else {
                return invalid(place, "the text has no part \(index)", "count from 0 to \(parts.count - 1)")
            }
            return .value(YAMLNode(.scalar(String(parts[index]), isPlain: false), at: value.mark))
        default:
            return invalid(
                place, "`\(call.name)` has no value before the instance exists",
                "use `get_input` or `get_property` here")
        }
    }

    private func invalid(_ place: Place, _ message: String, _ remedy: String) -> Result {
        log.report(.functionInvalid, at: place, message, remedy)
        return .invalid
    }

    private func path(_ argument: YAMLNode) -> [String]? {
        if let text = argument.text { return [text] }
        let parts = argument.sequence?.compactMap(\.text)
        return parts?.count == argument.sequence?.count ? parts : nil
    }

    private func input(
        _ argument: YAMLNode, _ place: Place, _ keepsInputs: Bool, _ again: (YAMLNode, String?) -> Result
    ) -> Result {
        guard let path = path(argument), let name = path.first else {
            return invalid(place, "`get_input` needs the name of an input", "write `{ get_input: name }`")
        }
        guard let input = inputs[name] else {
            log.report(
                .inputUnknown, at: place, "there is no input `\(name)`",
                NearestName.remedy(
                    for: name, among: inputs.keys, else: "declare it under `inputs` of `topology_template`"))
            return .invalid
        }
        var found: YAMLNode
        switch input {
        case .known(let value): found = value
        case .open where keepsInputs && path.count == 1: return .text(BootText([.input(name)]))
        case .open(let value?): found = value
        case .open: return .unresolved(input: name)
        }
        for key in path.dropFirst() {
            guard let inner = found[key] ?? Int(key).flatMap({ found[$0] }) else {
                return invalid(place, "the input `\(name)` has no `\(key)`", "refer to something that is there")
            }
            found = inner
        }
        return again(found, nil)
    }

    private func concat(_ argument: YAMLNode, _ place: Place, _ again: (YAMLNode) -> Result) -> Result {
        guard let arguments = argument.sequence else {
            return invalid(place, "`concat` needs a list", "write `{ concat: [ 'a', { get_input: b } ] }`")
        }
        var parts: [BootText.Part] = []
        for argument in arguments {
            switch again(argument) {
            case .value(let value):
                guard let text = value.text else {
                    return invalid(place, "`concat` joins texts, and one is \(value.kindName)", "name texts only")
                }
                if case .text(let before)? = parts.last {
                    parts[parts.count - 1] = .text(before + text)
                } else {
                    parts.append(.text(text))
                }
            case .text(let text): parts += text.parts
            case .unresolved(let input): return .unresolved(input: input)
            case .invalid: return .invalid
            }
        }
        if parts.contains(where: { if case .input = $0 { true } else { false } }) { return .text(BootText(parts)) }
        let text = parts.map { if case .text(let text) = $0 { text } else { "" } }.joined()
        return .value(YAMLNode(.scalar(text, isPlain: false), at: argument.mark))
    }
}
