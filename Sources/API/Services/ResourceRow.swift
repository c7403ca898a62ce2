package import FoundationEssentials

/// A resource as it is stored: its standard's body, rendered in the commit that changed it last, without `_links`.
package struct ResourceRow: Sendable, Equatable {
    package var id: String
    /// Grows with every change; the ETag.
    package var revision: Int64
    /// Nil for what is put together on asking.
    package var modifiedAt: Date?
    /// A JSON object, UTF-8.
    package var body: Data

    package init(id: String, revision: Int64, modifiedAt: Date?, body: Data) {
        self.id = id
        self.revision = revision
        self.modifiedAt = modifiedAt
        self.body = body
    }
}
