import Glibc
import MANOModel

/// How many virtual functions a card has, in `/sys`. It blocks.
struct FunctionCount {
    let host: String
    let interface: String
    let system: SystemTree
    let settings: FunctionSettings

    private var device: String { "/sys/class/net/\(interface)/device" }

    /// The kernel takes a new number from none alone, so functions that there are go first; where the driver then
    /// refuses, the card gets back as many as it had.
    func set(_ count: Int) throws {
        guard interface.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") }),
            !interface.hasPrefix("."), system.exists("/sys/class/net/\(interface)")
        else {
            throw ManifoldError(
                .unprocessable, "host \(host) has no interface \(interface)",
                remedy: "name one that it has: manifold host show \(host)")
        }
        guard let most = system.number("\(device)/sriov_totalvfs"), let now = system.number("\(device)/sriov_numvfs")
        else {
            throw ManifoldError(
                .unprocessable,
                "\(interface) of host \(host) has no virtual functions: its card or its driver"
                    + " \(driver) doesn't know SR-IOV", remedy: "name a card that does")
        }
        guard (0...most).contains(count) else {
            throw ManifoldError(
                .unprocessable,
                "\(interface) of host \(host) can't have \(count) virtual functions: from 0 to \(most) are possible")
        }
        guard count != now else { return }
        try checkUnused()
        if now > 0 { try write(0) }
        guard count > 0 else { return }
        do {
            try write(count)
        } catch {
            if now > 0 { try? write(now) }
            throw error
        }
    }

    private var driver: String { system.target("\(device)/driver") ?? "(none)" }

    /// The kernel would take functions away under whoever works with them, or wait for a guest to let go.
    private func checkUnused() throws {
        for name in system.names(device) where name.hasPrefix("virtfn") {
            guard let address = system.target("\(device)/\(name)") else { continue }
            if system.target("\(device)/\(name)/driver") == "vfio-pci" {
                throw ManifoldError(
                    .conflict,
                    "virtual function \(address) of \(interface) on host \(host) is bound to vfio-pci: a guest may have"
                        + " it", remedy: "end that guest first, or bind the function to the host's driver")
            }
            do {
                try settings.checkFree(address)
            } catch let error as ManifoldError {
                throw ManifoldError(.conflict, error.message, remedy: error.remedy)
            }
        }
    }

    private func write(_ count: Int) throws {
        let path = "\(system.root)\(device)/sriov_numvfs"
        let file = open(path, O_WRONLY | O_CLOEXEC | O_TRUNC)
        guard file >= 0 else { throw refused(count, errno) }
        defer { close(file) }
        let text = Array("\(count)\n".utf8)
        guard Glibc.write(file, text, text.count) == text.count else { throw refused(count, errno) }
    }

    func refused(_ count: Int, _ code: Int32) -> ManifoldError {
        ManifoldError(
            .infrastructure,
            "driver \(driver) of \(interface) on host \(host) refuses "
                + (count == 1 ? "1 virtual function" : "\(count) virtual functions"),
            cause: "\(Self.name(code)): \(String(cString: strerror(code)))",
            remedy: "the host's kernel log tells more: dmesg")
    }

    /// As errno.h names what drivers answer.
    private static func name(_ code: Int32) -> String {
        let names: [Int32: String] = [
            EPERM: "EPERM", ENOENT: "ENOENT", EIO: "EIO", EAGAIN: "EAGAIN", ENOMEM: "ENOMEM", EACCES: "EACCES",
            EBUSY: "EBUSY", EEXIST: "EEXIST", ENODEV: "ENODEV", EINVAL: "EINVAL", ENOSPC: "ENOSPC", EROFS: "EROFS",
            ERANGE: "ERANGE", ENOSYS: "ENOSYS", EOPNOTSUPP: "EOPNOTSUPP",
        ]
        return names[code] ?? "errno \(code)"
    }
}
