/// How the manager reaches one host.
package enum HostConnection: Codable, Sendable, Equatable, Hashable {
    /// libvirt by its URI, Open vSwitch by its OVSDB address (`unix:PATH` or `tcp:HOST:PORT`) and run folder
    /// (OpenFlow is at `RUNDIR/BRIDGE.mgmt`, or at `tcp:ADDRESS:PORT` in place of the folder), and the folder for volumes on
    /// the host.
    case libvirt(uri: String, ovsdb: String, switchRunFolder: String, storageFolder: String)
    /// A host of the simulated world, by its name there.
    case simulated(name: String)

    /// The host is reached on the manager's own machine.
    package var isLocal: Bool {
        guard case .libvirt(let uri, _, _, _) = self else { return true }
        guard let separator = uri.firstRange(of: "://") else { return false }
        let transport = uri[..<separator.lowerBound].split(separator: "+").dropFirst().first
        return uri[separator.upperBound...].hasPrefix("/") && (transport == nil || transport == "unix")
    }

    /// Where on the host a guest listens for the switch, by the port's name.
    package func vhostUserSocket(port: String) -> String {
        switch self {
        case .libvirt(_, _, _, let folder): "\(folder)/run/\(port).vhost"
        case .simulated(let name): "/run/\(name)/\(port).vhost"
        }
    }

    /// Where on the host the switch listens for a guest: Open vSwitch names the socket as the port, in its run folder.
    package func switchSocket(port: String) -> String {
        switch self {
        case .libvirt(_, _, let folder, _): "\(folder.hasPrefix("/") ? folder : "/run/openvswitch")/\(port)"
        case .simulated(let name): "/run/\(name)/\(port)"
        }
    }
}
