package import FoundationEssentials

/// A value as it was read, with the revision that a later write must still find.
package struct Stored<Value: Sendable>: Sendable {
    package var value: Value
    package let revision: Int64
    package let modifiedAt: Date

    package init(value: Value, revision: Int64, modifiedAt: Date) {
        self.value = value
        self.revision = revision
        self.modifiedAt = modifiedAt
    }
}

extension Stored: Equatable where Value: Equatable {}
