/// A file to be fetched from elsewhere, to a file of our own.
package struct Download: Sendable {
    /// `http`, `https`, `ftp`, `ftps`, `sftp` or `file`.
    package var url: String
    /// Is made anew; left in part where the download fails.
    package var path: String
    /// More bytes are refused.
    package var maximumBytes: Int64
    /// From the call until the last byte, all attempts together.
    package var deadline: Duration
    /// How long nothing may come before an attempt is given up.
    package var patience: Duration
    /// Attempts in a row that bring nothing new; after each that broke off it goes on where it was.
    package var attempts: Int
    /// Of HTTP, which lead to HTTP only.
    package var redirections: Int
    /// Whether addresses of this machine, of private networks and of links are refused, redirections to them included.
    package var refusesPrivateAddresses: Bool
    /// Keys of servers that are trusted, in OpenSSH's format; without it there is no `sftp`.
    package var knownHostsFile: String?
    /// Our private key for `sftp`.
    package var keyFile: String?

    package init(
        url: String, path: String, maximumBytes: Int64, deadline: Duration = .seconds(3600),
        patience: Duration = .seconds(60), attempts: Int = 5, redirections: Int = 5,
        refusesPrivateAddresses: Bool = false, knownHostsFile: String? = nil, keyFile: String? = nil
    ) {
        self.url = url
        self.path = path
        self.maximumBytes = maximumBytes
        self.deadline = deadline
        self.patience = patience
        self.attempts = attempts
        self.redirections = redirections
        self.refusesPrivateAddresses = refusesPrivateAddresses
        self.knownHostsFile = knownHostsFile
        self.keyFile = keyFile
    }
}

/// Sees the bytes of a download as they come. Called on the thread of the download.
package protocol DownloadObserver: AnyObject {
    /// The next bytes of the file.
    func take(_ bytes: UnsafeRawBufferPointer)
    /// The file is fetched from its beginning once more: what came so far counts no longer.
    func restart()
}
