import BlockingPool
import Libvirt
import MANOModel

/// What the layers below throw, as the error of the VIM's boundary.
enum ErrorTranslation {
    /// - Parameter what: what was to be done, as in "start guest x on host y".
    static func manifoldError(_ error: any Error, what: String, host: String) -> any Error {
        switch error {
        case is ManifoldError, is CancellationError:
            return error
        case let error as LibvirtError where error.isConnectionFailure:
            return ManifoldError(
                .unknown, "cannot \(what): libvirt on host \(host) gives no answer",
                cause: ConnectionAdvice.oneLine("\(error)"), remedy: ConnectionAdvice.remedy(error.message))
        case let error as LibvirtError:
            return ManifoldError(.infrastructure, "cannot \(what)", cause: "\(error)")
        case let error as BlockingPoolError:
            return ManifoldError(
                .unknown, "host \(host) has not answered in time, so that nothing is known of this: \(what)",
                cause: "\(error)",
                remedy: "see whether libvirtd or a guest hangs there; a busy host may need more than `manifold serve"
                    + " --host-deadline` gives it")
        case let error as FileError:
            return ManifoldError(.infrastructure, "cannot \(what)", cause: "\(error)")
        default:
            return ManifoldError(.internal, "cannot \(what)", cause: "\(error)")
        }
    }
}
