package import FoundationEssentials

/// A resource as it goes out: its stored body, without links.
package struct ResourceRow: Sendable, Equatable {
    package let id: String
    package let revision: Int64
    package let modifiedAt: Date
    package let body: Data

    package init(id: String, revision: Int64, modifiedAt: Date, body: Data) {
        self.id = id
        self.revision = revision
        self.modifiedAt = modifiedAt
        self.body = body
    }
}
