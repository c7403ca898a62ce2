import Libvirt

/// Keeps one subscriber on libvirt's test driver for as long as the tests run.
///
/// The driver's event queue is shared by all its connections in this process, and libvirt stops it for good when the
/// last callback goes away while an event waits in it: the timer goes, the event stays, and only the first event of
/// an empty queue sets the timer. A daemon's clients have queues of their own.
enum TestDriverEvents {
    private static let host = LibvirtHost(uri: "test:///default", name: "anchor")
    /// The stream ends at its first event; the host goes on listening.
    private static let anchor = Task {
        for await event in host.events() where event == .resync { break }
    }

    static func keepFlowing() async {
        await anchor.value
    }
}
