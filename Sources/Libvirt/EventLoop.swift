import BlockingPool
import CLibvirt

/// libvirt's own event loop, on a thread of its own for as long as the program runs.
///
/// It must be registered before the first connection is opened: connections opened earlier deliver no events and
/// notice no broken socket.
enum EventLoop {
    static func start() {
        _ = started
    }

    private static let started: Void = {
        virInitialize()
        // Without a function of ours libvirt prints every error to standard error.
        virSetErrorFunc(nil) { _, _ in }
        let result = virEventRegisterDefaultImpl()
        precondition(result == 0, "libvirt's event loop cannot be registered: \(LibvirtError.last("").message)")
        WorkerThread.start(name: "libvirt-events") {
            while true { virEventRunDefaultImpl() }
        }
    }()
}
