import FoundationEssentials
import MANOModel
import Operations

/// What an occurrence of these tests is to do: its phases of steps. It is the occurrence's parameters.
struct Script: Codable, Sendable, Equatable {
    struct Item: Codable, Sendable, Equatable {
        /// Also the name of the thing, or of a child's VNF instance.
        var key: String
        var after: [String] = []
        var kind = "make"
        /// Seconds.
        var limit: Double = 0
        var child: Script?

        static func make(_ key: String, after: String..., limit: Double = 0) -> Item {
            Item(key: key, after: after, limit: limit)
        }

        static func step(_ kind: String, _ key: String, after: String...) -> Item {
            Item(key: key, after: after, kind: kind)
        }

        static func child(_ key: String, _ items: Item...) -> Item {
            Item(key: key, kind: ChildOperation.kind, child: Script([items]))
        }

        func draft() throws -> StepDraft {
            if let child {
                return try ChildOperation(
                    subject: .vnf(Identifier(key)), operation: .instantiate, parameters: child.json
                ).draft(key: key, dependsOn: after, title: "instantiate \(key)")
            }
            return StepDraft(
                key: key, dependsOn: after, kind: kind, title: "\(kind) \(key)", resourceID: key,
                payload: WorldStep.payload(key), timeLimit: limit)
        }
    }

    var phases: [[Item]]
    var canRollBack = true

    init(_ phases: [[Item]], canRollBack: Bool = true) {
        self.phases = phases
        self.canRollBack = canRollBack
    }

    /// One phase.
    init(_ items: Item...) { self.init([items]) }

    /// Throws where the parameters are no script.
    init(_ parameters: JSONValue) throws {
        self = try JSONDecoder().decode(Script.self, from: Data((parameters.stringValue ?? "").utf8))
    }

    /// As one string, which is read faster than a tree.
    var json: JSONValue {
        get throws { .string(String(decoding: try JSONEncoder().encode(self), as: UTF8.self)) }
    }
}
