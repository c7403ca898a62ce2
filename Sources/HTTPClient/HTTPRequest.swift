package import FoundationEssentials

/// One request to a server.
package struct HTTPRequest: Sendable {
    package var method: String
    /// With scheme (`http` or `https`), host, path and query; percent-encoded.
    package var url: String
    package var headers: HTTPHeaders
    package var body: Body
    /// From the call until the last byte of the answer.
    package var deadline: Duration
    package var destination: Destination
    /// The path of a socket to connect to in place of the URL's host.
    package var unixSocket: String?
    /// Is told how many bytes of the body have been sent, and how many there are; on the thread of the transfer.
    package var sending: (@Sendable (_ sent: Int64, _ all: Int64) -> Void)?

    /// What is sent.
    package enum Body: Sendable {
        case none
        case data(Data)
        /// A file that is sent from the disk, however large.
        case file(path: String)
    }

    /// Where the body of the answer goes.
    package enum Destination: Sendable {
        /// Into `HTTPResponse.body`; more bytes than `limit` are an error.
        case memory(limit: Int)
        /// Into a new file, or over an old one; the body of an answer of 300 and above goes to memory.
        case file(path: String)
    }

    package init(
        method: String = "GET", url: String, headers: HTTPHeaders = [], body: Body = .none,
        deadline: Duration = .seconds(30), destination: Destination = .memory(limit: 64 << 20),
        unixSocket: String? = nil, sending: (@Sendable (_ sent: Int64, _ all: Int64) -> Void)? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadline = deadline
        self.destination = destination
        self.unixSocket = unixSocket
        self.sending = sending
    }
}
