package import FoundationEssentials

/// The only clock and the only source of new identifiers that pure code may use; tests inject their own.
package struct Sources: Sendable {
    package let now: @Sendable () -> Date
    package let uuid: @Sendable () -> UUID

    package init(now: @escaping @Sendable () -> Date, uuid: @escaping @Sendable () -> UUID) {
        self.now = now
        self.uuid = uuid
    }

    package static let system = Sources(now: { Date() }, uuid: { UUID() })

    package func identifier<Entity>() -> Identifier<Entity> { Identifier(uuid()) }
}
