import Foundation

/// Places where a test kills the process, as a crash would: `MANIFOLD_FAILPOINT=NAME` ends it with SIGKILL at that place,
/// `MANIFOLD_FAILPOINT_LOG=FILE` writes the names of the places that it passes, a line each.
package enum Failpoints {
    private static let armed = ProcessInfo.processInfo.environment["MANIFOLD_FAILPOINT"]
    private static let log = ProcessInfo.processInfo.environment["MANIFOLD_FAILPOINT_LOG"]

    /// Passes the place, or dies there.
    package static func pass(_ name: @autoclosure () -> String) {
        guard armed != nil || log != nil else { return }
        let name = name()
        if let log {
            let file = open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
            if file >= 0 {
                _ = (name + "\n").withCString { write(file, $0, strlen($0)) }
                close(file)
            }
        }
        if name == armed { kill(getpid(), SIGKILL) }
    }
}
