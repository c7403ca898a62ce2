package import Hummingbird

/// How the API is served.
package struct APIConfiguration: Sendable {
    package var address: BindAddress
    /// Tokens that are let in.
    package var tokens: [TokenDigest]
    /// `https://mano.example.org`: what clients call the server by; nil: as each request's Host header has it.
    package var externalRoot: String?
    /// Where contents are received; on the file system of the package store, so that they can be moved there.
    package var uploadFolder: String
    /// Bytes of a JSON body.
    package var maximumBody: Int
    /// Bytes of a content.
    package var maximumContent: Int64
    /// Resources on one page of a list.
    package var pageSize: Int

    package init(
        address: BindAddress = .hostname("127.0.0.1", port: 8080), tokens: [TokenDigest], externalRoot: String? = nil,
        uploadFolder: String, maximumBody: Int = 1 << 20, maximumContent: Int64 = 64 << 30, pageSize: Int = 100
    ) {
        self.address = address
        self.tokens = tokens
        self.externalRoot = externalRoot
        self.uploadFolder = uploadFolder
        self.maximumBody = maximumBody
        self.maximumContent = maximumContent
        self.pageSize = pageSize
    }
}
