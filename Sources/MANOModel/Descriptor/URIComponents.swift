/// The parts of a URI (RFC 3986).
package struct URIComponents: Codable, Sendable, Hashable {
    package var scheme: String
    package var userInfo: String?
    package var host: String?
    package var port: String?
    package var path: String?
    package var query: String?
    package var fragment: String?

    package init(
        scheme: String,
        userInfo: String? = nil,
        host: String? = nil,
        port: String? = nil,
        path: String? = nil,
        query: String? = nil,
        fragment: String? = nil
    ) {
        self.scheme = scheme
        self.userInfo = userInfo
        self.host = host
        self.port = port
        self.path = path
        self.query = query
        self.fragment = fragment
    }
}
