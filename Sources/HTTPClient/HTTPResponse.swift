package import FoundationEssentials

/// What a server answered, whatever its status.
package struct HTTPResponse: Sendable, Equatable {
    package var status: Int
    package var headers: HTTPHeaders
    /// Empty where the body went to a file.
    package var body: Data

    package init(status: Int, headers: HTTPHeaders = [], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
