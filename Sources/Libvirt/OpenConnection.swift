import CLibvirt

/// A host that stays silent for interval × (count + 1) is given up: its connection breaks and its calls fail.
private let keepAlive: (interval: Int32, count: UInt32) = (5, 5)

/// Opens a connection, with the event loop running before it.
func openConnection(uri: String) throws -> virConnectPtr {
    EventLoop.start()
    let connection = try open(withoutQuestions(uri))
    // Refused by drivers inside our own process, which need none.
    virConnectSetKeepAlive(connection, keepAlive.interval, keepAlive.count)
    return connection
}

/// What libvirt tells where it sees ssh's end before ssh's words.
private let wordless = [
    "client socket is closed", "Cannot write data: Broken pipe", "Cannot recv data: Connection reset by peer",
    "End of file while reading data: Input/output error",
]

/// Where ssh ends at once libvirt sometimes tells of its end only: then it is asked for its words once more.
private func open(_ uri: String) throws(LibvirtError) -> virConnectPtr {
    for _ in 0..<5 where uri.contains("+ssh://") {
        do {
            return try check("virConnectOpen", virConnectOpen(uri))
        } catch {
            guard wordless.contains(where: error.message.contains) else { throw error }
        }
    }
    return try check("virConnectOpen", virConnectOpen(uri))
}

/// Over SSH nobody is there to be asked for a password, or whether a host's key is right: with libvirt's `no_tty` ssh fails
/// instead. Where the operator says it, it stays as it is.
func withoutQuestions(_ uri: String) -> String {
    guard let separator = uri.firstRange(of: "://"), uri[..<separator.lowerBound].hasSuffix("+ssh") else { return uri }
    guard let query = uri.firstIndex(of: "?") else { return uri + "?no_tty=1" }
    let settings = uri[uri.index(after: query)...].split(separator: "&")
    return settings.contains { $0.hasPrefix("no_tty=") } ? uri : uri + (settings.isEmpty ? "" : "&") + "no_tty=1"
}
