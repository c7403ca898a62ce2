import MANOModel

/// The attributes of a resource type: what may stand in a filter or a selector (SOL013 5.2, 5.3).
package struct AttributeTree: Sendable, Equatable {
    package var shape: Shape
    /// Whether each resource has it (lower bound of the cardinality above 0).
    package var isMandatory: Bool

    package indirect enum Shape: Sendable, Equatable {
        /// A string, a number, true or false.
        case simple
        /// Anything: what is inside is not known beforehand.
        case any
        case object([String: AttributeTree])
        case array(AttributeTree)
        /// An object whose keys are data.
        case map(AttributeTree)
    }

    package init(_ shape: Shape, isMandatory: Bool = false) {
        self.shape = shape
        self.isMandatory = isMandatory
    }

    /// The attributes of a wire type, found by decoding it from nothing.
    /// - Parameter absent: attributes of the standard that Manifold never has; they are known all the same.
    package init<Wire: Decodable>(of type: Wire.Type, absent: [String] = []) {
        let recorder = AttributeRecorder()
        _ = try? Wire(from: recorder)
        self = recorder.tree
        if case .object(var members) = shape {
            for name in absent { members[name] = AttributeTree(.any) }
            shape = .object(members)
        }
    }

    /// Structured attributes and arrays; only these can be left out by selectors (SOL013 5.3).
    package var isComplex: Bool { shape != .simple }

    package var members: [String: AttributeTree] {
        if case .object(let members) = shape { members } else { [:] }
    }

    /// The attribute one step down by name; arrays are passed through. Nil: there is none.
    package subscript(name: String) -> AttributeTree? {
        switch shape {
        case .simple: nil
        case .any: AttributeTree(.any)
        case .object(let members): members[name]
        case .array(let element): element[name]
        case .map(let value): value
        }
    }

    /// Whether a path of names leads somewhere.
    package func contains(_ path: [String]) -> Bool {
        var tree: AttributeTree? = self
        for name in path { tree = tree?[name] }
        return tree != nil
    }
}
