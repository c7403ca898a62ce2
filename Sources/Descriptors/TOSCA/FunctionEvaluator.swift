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
        /// What has a value once the instance exists.
        case open
        /// Reported.
        case invalid
    }

    /// Where a function stands, and what led to it.
    struct Site {
        var file: String
        /// The node template that `SELF` means.
        var node: String?
        /// Whether open inputs stay in the text, or are replaced by their defaults.
        var keepsInputs = false
        /// Whether what only an instance has is good enough, as it is in outputs.
        var allowsAttributes = false
        /// Properties and inputs that are being evaluated, the outermost first.
        var trail: [String] = []
    }

    static let names: Set<String> = [
        "get_input", "get_property", "get_attribute", "get_operation_output", "get_nodes_of_type", "get_artifact",
        "concat", "join", "token",
    ]

    let inputs: [String: Input]
    let scope: TopologyScope
    let log: DiagnosticLog
    let budget: Budget

    /// What the topologies of a package may cost: functions name each other as often as they like, and a type's defaults come with each
    /// node of it.
    final class Budget {
        private var left = 1_000_000
        private var values = 4_000_000

        /// Whether a value more may be checked; that it may not is reported once.
        func spendValue(at place: Place, _ log: DiagnosticLog) -> Bool {
            values -= 1
            if values == 0 {
                log.report(
                    .yamlBudget, at: place, "the package has more than four million values, defaults included",
                    "split it, or give types fewer defaults")
            }
            return values > 0
        }

        /// Whether values may be checked at all.
        var hasValues: Bool { values > 0 }

        /// Whether there is any left; that there isn't is reported once.
        func spend(at place: Place, _ log: DiagnosticLog) -> Bool {
            left -= 1
            if left == 0 {
                log.report(
                    .functionInvalid, at: place, "functions bring in more than a million values",
                    "write out what is needed, without functions that name each other")
            }
            return left > 0
        }
    }

    /// The name and argument of a function call; nil for any other value.
    static func call(_ node: YAMLNode) -> YAMLNode.Pair? {
        guard case .mapping(let pairs) = node.content, pairs.count == 1, names.contains(pairs[0].name) else {
            return nil
        }
        return pairs[0]
    }

    func evaluate(_ value: YAMLNode, at site: Site) -> Result {
        guard let call = Self.call(value) else { return .value(value) }
        guard budget.spend(at: Place(file: site.file, mark: call.key.mark), log) else { return .invalid }
        let evaluation = Evaluation(evaluator: self, call: call, mark: value.mark, site: site)
        switch call.name {
        case "get_input": return evaluation.input()
        case "get_property": return evaluation.property()
        case "get_artifact": return evaluation.artifact()
        case "concat": return evaluation.concat()
        case "join": return evaluation.join()
        case "token": return evaluation.token()
        case "get_attribute" where site.allowsAttributes: return evaluation.attribute()
        case "get_operation_output" where site.allowsAttributes, "get_nodes_of_type" where site.allowsAttributes:
            return .open
        default:
            return evaluation.invalid(
                "`\(call.name)` has no value before the instance exists", "use `get_input` or `get_property` here")
        }
    }
}

/// One call of a function.
private struct Evaluation {
    let evaluator: FunctionEvaluator
    let call: YAMLNode.Pair
    let mark: YAMLMark
    let site: FunctionEvaluator.Site

    private var argument: YAMLNode { call.value }

    /// Whether there is room for so many steps more.
    private func spend(_ steps: Int) -> Bool {
        evaluator.log.spend(steps, at: Place(file: site.file, mark: call.key.mark))
    }

    private var scope: TopologyScope { evaluator.scope }

    func invalid(_ message: String, _ remedy: String) -> FunctionEvaluator.Result {
        evaluator.log.report(.functionInvalid, at: Place(file: site.file, mark: call.key.mark), message, remedy)
        return .invalid
    }

    /// Evaluates what was found under a name, which must not lead back to that name.
    private func follow(_ value: YAMLNode, file: String, node: String?, name: String) -> FunctionEvaluator.Result {
        guard FunctionEvaluator.call(value) != nil else { return .value(value) }
        var next = site
        next.file = file
        next.node = node
        if let first = site.trail.firstIndex(of: name) {
            let circle = (site.trail[first...] + [name]).map { "`\($0)`" }.joined(separator: " → ")
            return invalid("functions lead in a circle: \(circle)", "give one of them a value")
        }
        guard site.trail.count < 64 else {
            return invalid("functions lead through more than 64 others", "give one of them a value")
        }
        next.trail.append(name)
        return evaluator.evaluate(value, at: next)
    }

    private func inner(_ value: YAMLNode) -> FunctionEvaluator.Result {
        var next = site
        next.trail.append("`\(call.name)`")
        guard next.trail.count < 64 else {
            return invalid("functions nest deeper than 64", "give one of them a value")
        }
        return evaluator.evaluate(value, at: next)
    }

    private func path() -> [String]? {
        if let text = argument.text { return [text] }
        let parts = argument.sequence?.compactMap(\.text)
        return parts?.count == argument.sequence?.count ? parts : nil
    }

    /// What stands below a value, by keys of maps and positions in lists.
    private func descend(
        _ value: YAMLNode, _ path: some Sequence<String>, _ what: String
    ) -> YAMLNode? {
        var found = value
        for key in path {
            guard spend((found.mapping?.count ?? 0) / 4) else { return nil }
            guard let next = found[key] ?? Int(key).flatMap({ found[$0] }) else {
                let names = found.mapping?.map(\.name) ?? []
                _ = invalid(
                    "\(what) has no `\(key)`",
                    NearestName.remedy(for: key, among: names, else: "refer to something that is there"))
                return nil
            }
            found = next
        }
        return found
    }

    // MARK: - Inputs

    func input() -> FunctionEvaluator.Result {
        guard let path = path(), let name = path.first else {
            return invalid("`get_input` needs the name of an input", "write `{ get_input: name }`")
        }
        guard let input = evaluator.inputs[name] else {
            evaluator.log.report(
                .inputUnknown, at: Place(file: site.file, mark: (argument[0] ?? argument).mark),
                "there is no input `\(name)`",
                NearestName.remedy(
                    for: name, among: evaluator.inputs.keys, else: "declare it under `inputs` of `topology_template`"))
            return .invalid
        }
        let value: YAMLNode
        switch input {
        case .known(let known): value = known
        case .open where site.keepsInputs && path.count == 1: return .text(BootText([.input(name)]))
        case .open(let given?): value = given
        case .open: return .unresolved(input: name)
        }
        guard let found = descend(value, path.dropFirst(), "the input `\(name)`") else { return .invalid }
        return follow(found, file: site.file, node: nil, name: "input \(name)")
    }

    // MARK: - Nodes

    /// The node that the first part of a path names, `SELF` and `HOST` among them.
    private func node(_ name: String, _ function: String) -> String? {
        switch name {
        case "SELF":
            if let node = site.node { return node }
            _ = invalid("`SELF` stands in no node", "name a node template")
            return nil
        case "HOST":
            guard let node = site.node else {
                _ = invalid("`HOST` stands in no node", "name a node template")
                return nil
            }
            // The node at the end of `host` requirements (TOSCA 1.3, 4.1).
            guard let host = scope.target(ofRequirement: "host", of: node), scope.nodes[host] != nil else {
                _ = invalid("`\(node)` has no `host` requirement", "name a node template")
                return nil
            }
            return host
        case "SOURCE", "TARGET":
            _ = invalid("`\(name)` has a meaning in relationships only", "name a node template, or write `SELF`")
            return nil
        default:
            guard scope.nodes[name] != nil else {
                _ = invalid(
                    "there is no node `\(name)`",
                    NearestName.remedy(for: name, among: scope.nodes.keys, else: "name a node template"))
                return nil
            }
            return name
        }
    }

    func property() -> FunctionEvaluator.Result {
        guard let path = path(), path.count >= 2 else {
            return invalid("`get_property` needs a node and a property", "write `[NODE, property]`")
        }
        guard let node = node(path[0], "get_property"), spend(scope.width(of: node) / 4) else { return .invalid }
        if let value = scope.property(path[1], of: node) {
            guard let found = descend(value.node, path.dropFirst(2), "`\(path[1])` of `\(node)`") else {
                return .invalid
            }
            return follow(found, file: value.file, node: node, name: "\(node).\(path[1])")
        }
        if path.count > 2 {
            var owner = node
            var capability: String? = path[1]
            if scope.type(of: node)?.capabilities[path[1]] == nil,
                let target = scope.target(ofRequirement: path[1], of: node), scope.nodes[target] != nil
            {
                owner = target
                capability = scope.capability(ofRequirement: path[1], of: node, at: target)
            }
            let value =
                capability.flatMap { scope.property(path[2], ofCapability: $0, of: owner) }
                ?? (owner == node ? nil : scope.property(path[2], of: owner))
            if let value {
                guard let found = descend(value.node, path.dropFirst(3), "`\(path[2])` of `\(owner)`") else {
                    return .invalid
                }
                return follow(found, file: value.file, node: owner, name: "\(owner).\(path[1]).\(path[2])")
            }
        }
        let known = scope.type(of: node).map { Array($0.properties.keys) } ?? []
        return invalid(
            "the node `\(node)` has no property `\(path[1])`",
            known.contains(path[1])
                ? "give it the property, or refer to another"
                : NearestName.remedy(for: path[1], among: known, else: "give it the property, or refer to another"))
    }

    /// An attribute has no value yet; whether there is such an attribute is known.
    func attribute() -> FunctionEvaluator.Result {
        guard let path = path(), path.count >= 2 else {
            return invalid("`get_attribute` needs a node and an attribute", "write `[NODE, attribute]`")
        }
        guard let node = node(path[0], "get_attribute") else { return .invalid }
        guard let type = scope.type(of: node) else { return .invalid }
        // Every property is an attribute too (TOSCA 1.3, 3.6.10.5), and each node has those of its roots.
        let isKnown =
            type.attributes[path[1]] != nil || type.properties[path[1]] != nil || type.capabilities[path[1]] != nil
            || type.requirement(path[1]) != nil || ["tosca_id", "tosca_name", "state"].contains(path[1])
        guard isKnown else {
            return invalid(
                "the node `\(node)` has no attribute `\(path[1])`",
                NearestName.remedy(
                    for: path[1], among: Array(type.attributes.keys) + type.properties.keys,
                    else: "refer to an attribute that its type declares"))
        }
        return .open
    }

    func artifact() -> FunctionEvaluator.Result {
        guard let path = path(), path.count >= 2 else {
            return invalid("`get_artifact` needs a node and an artifact", "write `[NODE, artifact]`")
        }
        guard let node = node(path[0], "get_artifact"), spend(scope.width(of: node) / 4) else { return .invalid }
        guard let file = scope.artifact(path[1], of: node) else {
            let names = scope.nodes[node]?["artifacts"]?.mapping?.map(\.name) ?? []
            return invalid(
                "the node `\(node)` has no artifact `\(path[1])`",
                NearestName.remedy(for: path[1], among: names, else: "add it under `artifacts`"))
        }
        return .value(YAMLNode(.scalar(file, isPlain: false), at: mark))
    }

    // MARK: - Texts

    func concat() -> FunctionEvaluator.Result {
        guard let arguments = argument.sequence else {
            return invalid("`concat` needs a list", "write `{ concat: [ 'a', { get_input: b } ] }`")
        }
        return joined(arguments, separator: "")
    }

    func join() -> FunctionEvaluator.Result {
        guard let arguments = argument.sequence, (1...2).contains(arguments.count), let texts = arguments[0].sequence,
            let separator = arguments.count == 2 ? arguments[1].text : ""
        else {
            return invalid("`join` needs a list of texts, and a separator", "write `{ join: [ [ a, b ], ',' ] }`")
        }
        return joined(texts, separator: separator)
    }

    private func joined(_ arguments: [YAMLNode], separator: String) -> FunctionEvaluator.Result {
        var parts: [BootText.Part] = []
        var last = ""
        var bytes = 0
        func append(_ text: String) {
            bytes += text.utf8.count
            last += text
        }
        func close() {
            if !last.isEmpty { parts.append(.text(last)) }
            last = ""
        }
        for (index, argument) in arguments.enumerated() {
            if index > 0, !separator.isEmpty { append(separator) }
            switch inner(argument) {
            case .value(let value):
                guard let text = value.text else {
                    return invalid("`\(call.name)` joins texts, and one is \(value.kindName)", "name texts only")
                }
                append(text)
            case .text(let text):
                for part in text.parts {
                    if case .text(let known) = part {
                        append(known)
                    } else {
                        close()
                        parts.append(part)
                    }
                }
            case .unresolved(let input): return .unresolved(input: input)
            case .open: return .open
            case .invalid: return .invalid
            }
            guard bytes <= 1 << 20, parts.count <= 10_000 else {
                return invalid("`\(call.name)` makes a text of more than 1 MiB", "put it into a file of the package")
            }
        }
        // The text stays, once for each place that asks for it.
        guard spend(bytes / 4 + parts.count * 16) else { return .invalid }
        if parts.isEmpty { return .value(YAMLNode(.scalar(last, isPlain: false), at: mark)) }
        close()
        return .text(BootText(parts))
    }

    func token() -> FunctionEvaluator.Result {
        guard let arguments = argument.sequence, arguments.count == 3, let separator = arguments[1].text,
            let index = arguments[2].int, !separator.isEmpty
        else { return invalid("`token` needs a text, separators and an index", "write `[text, ':', 0]`") }
        let text: String
        switch inner(arguments[0]) {
        case .value(let value):
            guard let found = value.text else {
                return invalid("`token` takes a text apart, and this is \(value.kindName)", "name a text")
            }
            text = found
        case .unresolved(let input): return .unresolved(input: input)
        case .open: return .open
        case .text:
            return invalid(
                "`token` needs a text that is known when the package is onboarded", "give the input a default")
        case .invalid: return .invalid
        }
        guard spend(text.utf8.count) else { return .invalid }
        let parts = text.split(omittingEmptySubsequences: false) { separator.contains($0) }
        guard parts.indices.contains(index) else {
            return invalid("the text has no part \(index)", "count from 0 to \(parts.count - 1)")
        }
        return .value(YAMLNode(.scalar(String(parts[index]), isPlain: false), at: mark))
    }
}
