/// Where the rows of one kind of resource come from.
package protocol ResourceSource: Sendable {
    /// The row with that id; nil: there is none.
    func row(_ id: String) async throws -> ResourceRow?

    /// Rows in ascending order of id: at most `limit` with an id above `after` (nil: from the first), and fewer than `limit`
    /// only where there are no more. `conditions` are
    /// those of the client's filter that are on the resource's indexed attributes: a source may leave out rows that
    /// don't meet them, and may as well ignore them, since the whole filter is evaluated on what it returns.
    func rows(after id: String?, limit: Int, conditions: [IndexedCondition]) async throws -> [ResourceRow]
}
