extension SOL013 {
    /// A hypermedia link (SOL013).
    package struct Link: Codable, Sendable, Equatable {
        package var href: String

        package init(href: String) {
            self.href = href
        }
    }
}
