/// What a snapshot said no longer holds: read again, plan again.
package struct StoreConflict: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
