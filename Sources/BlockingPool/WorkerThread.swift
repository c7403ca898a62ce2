import CLinux
import Glibc

/// Starts threads of our own for loops that never end, such as the event loop of a C library. They take no signals:
/// those belong to the main thread.
package enum WorkerThread {
    private static let stackSize = 1 << 20

    /// Runs `body` on a new detached thread. Ends the program when the system has no thread left, because
    /// nothing that waits for this thread could ever go on.
    package static func start(name: String, _ body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(Box(name: name, body: body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, stackSize)
        defer { pthread_attr_destroy(&attributes) }
        var every = sigset_t()
        var before = sigset_t()
        sigfillset(&every)
        // A thread inherits its mask; setting it here leaves no moment in which a signal could land on it.
        pthread_sigmask(SIG_SETMASK, &every, &before)
        var thread = pthread_t()
        let result = pthread_create(
            &thread, &attributes,
            { argument in
                let box = Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue()
                _ = clinux_set_thread_name(String(decoding: box.name.utf8.prefix(15), as: UTF8.self))
                box.body()
                return nil
            }, box.toOpaque())
        pthread_sigmask(SIG_SETMASK, &before, nil)
        precondition(result == 0, "cannot start thread \(name): \(String(cString: strerror(result)))")
    }

    private final class Box: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
}
