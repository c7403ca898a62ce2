import MANOModel
import SOL

/// What a request on a host may say.
enum HostRequest {
    static func check(_ request: ManifoldAPI.CreateHostRequest) throws {
        try ResourceName.check(request.name, "the host's name")
        if let zone = request.zone { try ResourceName.check(zone, "the zone's name") }
        guard let colon = request.libvirtURI.firstIndex(of: ":"), colon != request.libvirtURI.startIndex,
            isOneLine(request.libvirtURI)
        else {
            throw ManifoldError(
                .unprocessable, "libvirtURI \"\(request.libvirtURI)\" is no URI",
                remedy: "write it as qemu:///system or qemu+ssh://root@HOST/system")
        }
        guard isSwitchAddress(request.ovsdb) else {
            throw ManifoldError(
                .unprocessable, "ovsdb \"\(request.ovsdb)\" is no address of an OVSDB server",
                remedy: "write it as unix:PATH or tcp:HOST:PORT")
        }
        try checkFolder(request.switchRunFolder, "switchRunFolder")
        try checkFolder(request.storageFolder, "storageFolder")
        try check(overcommit: request.vCPUOvercommit, reserved: request.reservedMemory)
    }

    static func check(_ changes: ManifoldAPI.HostModifications) throws {
        guard changes.state != nil || changes.vCPUOvercommit != nil || changes.reservedMemory != nil else {
            throw ManifoldError(
                .unprocessable, "the request changes nothing",
                remedy: "set state, vCPUOvercommit or reservedMemory")
        }
        guard changes.state != .unreachable else {
            throw ManifoldError(
                .unprocessable, "a host can't be made unreachable", remedy: "set its state to enabled or disabled")
        }
        try check(overcommit: changes.vCPUOvercommit, reserved: changes.reservedMemory)
    }

    private static func check(overcommit: Double?, reserved: Int64?) throws {
        if let overcommit, !(overcommit > 0 && overcommit <= 1000) {
            throw ManifoldError(
                .unprocessable, "vCPUOvercommit \(overcommit) is out of range", remedy: "above 0, at most 1000")
        }
        if let reserved, reserved < 0 {
            throw ManifoldError(.unprocessable, "reservedMemory \(reserved) is negative", remedy: "give it in bytes")
        }
    }

    private static func checkFolder(_ path: String, _ name: String) throws {
        let parts = path.split(separator: "/")
        guard path.hasPrefix("/"), !parts.isEmpty, !parts.contains(".."), isOneLine(path) else {
            throw ManifoldError(
                .unprocessable, "\(name) \"\(path)\" is no folder that can be used",
                remedy: "give an absolute path without .. in it")
        }
    }

    private static func isSwitchAddress(_ address: String) -> Bool {
        guard isOneLine(address) else { return false }
        if address.hasPrefix("unix:") { return address.dropFirst(5).hasPrefix("/") }
        let rest = address.dropFirst(4)
        guard address.hasPrefix("tcp:"), let colon = rest.lastIndex(of: ":"), colon != rest.startIndex,
            let port = Int(rest[rest.index(after: colon)...])
        else { return false }
        return (1...65535).contains(port)
    }

    private static func isOneLine(_ text: String) -> Bool { !text.utf8.contains { $0 < 0x20 || $0 == 0x7f } }
}
