import CLibvirt

/// A host that stays silent for interval × (count + 1) is given up: its connection breaks and its calls fail.
private let keepAlive: (interval: Int32, count: UInt32) = (5, 5)

/// Opens a connection, with the event loop running before it.
func openConnection(uri: String) throws -> virConnectPtr {
    EventLoop.start()
    let connection = try check("virConnectOpen", virConnectOpen(uri))
    // Refused by drivers inside our own process, which need none.
    virConnectSetKeepAlive(connection, keepAlive.interval, keepAlive.count)
    return connection
}
