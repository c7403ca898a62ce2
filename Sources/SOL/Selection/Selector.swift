package import MANOModel

/// Which attributes of a resource are sent (SOL013 5.3): selectors act on complex attributes that aren't mandatory; all
/// others always stay.
package struct Selector: Sendable, Equatable {
    /// What is asked for.
    private enum Choice: Sendable, Equatable {
        case all
        /// Without these.
        case excluding([[String]])
        /// Of the complex attributes only these.
        case only([[String]])
        /// Without the default's, but with these.
        case defaultAnd([[String]])
    }

    private var choice: Choice
    private let attributes: AttributeTree
    private let excludedByDefault: Set<String>

    /// - Parameters:
    ///   - allFields, excludeDefault: whether the flag was given.
    ///   - fields, excludeFields: the parameters' values, percent-decoded.
    /// Throws `malformed` for flags that exclude each other and for attributes that don't exist.
    package init(
        allFields: Bool = false, fields: String? = nil, excludeFields: String? = nil, excludeDefault: Bool = false,
        attributes: AttributeTree, excludedByDefault: Set<String>
    ) throws {
        self.attributes = attributes
        self.excludedByDefault = excludedByDefault
        if allFields, fields != nil || excludeFields != nil || excludeDefault {
            throw ManifoldError(.malformed, "all_fields goes with no other selector")
        }
        if fields != nil, excludeFields != nil {
            throw ManifoldError(.malformed, "fields and exclude_fields exclude each other")
        }
        if excludeFields != nil, excludeDefault {
            throw ManifoldError(.malformed, "exclude_fields and exclude_default exclude each other")
        }
        if allFields {
            choice = .all
        } else if let fields {
            let paths = try Self.paths(fields, "fields", attributes)
            choice = excludeDefault ? .defaultAnd(paths) : .only(paths)
        } else if let excludeFields {
            choice = .excluding(try Self.paths(excludeFields, "exclude_fields", attributes))
        } else {
            choice = .excluding(excludedByDefault.sorted().map { [$0] })
        }
    }

    private static func paths(_ list: String, _ parameter: String, _ attributes: AttributeTree) throws -> [[String]] {
        try list.split(separator: ",", omittingEmptySubsequences: false).map { item in
            let path = item.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard attributes.contains(path), path != [""] else {
                throw ManifoldError(.malformed, "the attribute \(item) in \(parameter) doesn't exist")
            }
            return path
        }
    }

    /// Names of top-level attributes without which a body is what is asked for; nil where more than that has to be done.
    package var removableNames: Set<String>? {
        switch choice {
        case .all: return []
        case .excluding(let paths):
            guard paths.allSatisfy({ $0.count == 1 }) else { return nil }
            return Set(paths.map { $0[0] }).filter { attributes.members[$0]?.isMandatory != true }
        case .only(let paths):
            guard paths.allSatisfy({ $0.count == 1 }) else { return nil }
            return removable.subtracting(paths.map { $0[0] })
        case .defaultAnd(let paths):
            guard paths.allSatisfy({ $0.count == 1 }) else { return nil }
            return excludedByDefault.subtracting(paths.map { $0[0] })
        }
    }

    /// Whether a top-level attribute can be in the result: what is costly to get need not be got otherwise.
    package func keeps(_ name: String) -> Bool {
        switch choice {
        case .all: true
        case .excluding(let paths): !paths.contains([name])
        case .only(let paths): paths.contains { $0[0] == name }
        case .defaultAnd(let paths): !excludedByDefault.contains(name) || paths.contains { $0[0] == name }
        }
    }

    /// What is asked for of a resource.
    package func apply(to resource: JSONValue) -> JSONValue {
        switch choice {
        case .all: resource
        case .excluding(let paths): Self.removing(paths.map { $0[...] }, from: resource, attributes)
        case .only(let paths): Self.keeping(paths.map { $0[...] }, of: resource, attributes)
        case .defaultAnd(let paths):
            Self.keeping(
                (paths + attributes.members.keys.filter { !excludedByDefault.contains($0) }.map { [$0] }).map {
                    $0[...]
                },
                of: resource, attributes)
        }
    }

    private var removable: Set<String> {
        Set(attributes.members.filter { $0.value.isComplex && !$0.value.isMandatory }.keys)
    }

    private static func removing(_ paths: [ArraySlice<String>], from value: JSONValue, _ tree: AttributeTree)
        -> JSONValue
    {
        switch value {
        case .array(let elements):
            return .array(elements.map { removing(paths, from: $0, element(of: tree)) })
        case .object(var members):
            for (name, rests) in Dictionary(grouping: paths.filter { !$0.isEmpty }, by: { $0.first! }) {
                guard let member = members[name], let inner = tree[name] else { continue }
                if rests.contains(where: { $0.count == 1 }) {
                    if !inner.isMandatory { members[name] = nil }
                } else {
                    members[name] = removing(rests.map { $0.dropFirst() }, from: member, inner)
                }
            }
            return .object(members)
        case .null, .bool, .integer, .number, .string: return value
        }
    }

    /// An empty path keeps the whole.
    private static func keeping(_ paths: [ArraySlice<String>], of value: JSONValue, _ tree: AttributeTree) -> JSONValue
    {
        if paths.contains(where: \.isEmpty) { return value }
        switch value {
        case .array(let elements):
            return .array(elements.map { keeping(paths, of: $0, element(of: tree)) })
        case .object(let members):
            let rests = Dictionary(grouping: paths, by: { $0.first! })
            var kept: [String: JSONValue] = [:]
            for (name, member) in members {
                let inner = tree[name]
                if let asked = rests[name] {
                    kept[name] = keeping(asked.map { $0.dropFirst() }, of: member, inner ?? AttributeTree(.any))
                } else if let inner, !inner.isComplex || inner.isMandatory {
                    kept[name] = member
                }
            }
            return .object(kept)
        case .null, .bool, .integer, .number, .string: return value
        }
    }

    private static func element(of tree: AttributeTree) -> AttributeTree {
        if case .array(let element) = tree.shape { element } else { tree }
    }
}
