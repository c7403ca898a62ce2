import FoundationEssentials
import GRDB

/// The table of an aggregate: the model as JSON, the rendered body, and columns for what is looked up or kept unique.
package struct AggregateTable<Value: Sendable>: Sendable {
    typealias Columns = [(name: String, value: (any DatabaseValueConvertible)?)]

    let name: String
    /// For messages: `VNF package`.
    let noun: String
    /// How many models are kept decoded: of those that are read far more often than they change.
    let cached: Int
    let columns: @Sendable (Value) -> Columns
    /// Throws where what is there doesn't let this one in.
    let admit: @Sendable (Value, Reading) throws -> Void
    /// Empty for what is no resource of a standard's.
    let body: @Sendable (Value, any ResourceRendering) throws -> Data

    init(
        name: String, noun: String, cached: Int = 0, columns: @escaping @Sendable (Value) -> Columns,
        admit: @escaping @Sendable (Value, Reading) throws -> Void = { _, _ in },
        body: @escaping @Sendable (Value, any ResourceRendering) throws -> Data = { _, _ in Data() }
    ) {
        self.name = name
        self.noun = noun
        self.cached = cached
        self.columns = columns
        self.admit = admit
        self.body = body
    }
}
