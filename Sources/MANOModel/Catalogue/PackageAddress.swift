/// Where a package is fetched from.
package struct PackageAddress: Sendable, Hashable {
    package var url: String
    package var userName: String?
    package var password: String?
    /// More bytes are refused.
    package var maximumBytes: Int64

    package init(url: String, userName: String? = nil, password: String? = nil, maximumBytes: Int64) {
        self.url = url
        self.userName = userName
        self.password = password
        self.maximumBytes = maximumBytes
    }
}
