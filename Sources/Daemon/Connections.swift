import BlockingPool
import Foundation
import Infrastructure
import Libvirt
import LibvirtVIM
import MANOModel
import SimulatedVIM
import SwitchDrivers

/// Makes the drivers of a host from how it is connected.
enum Connections {
    static func make(
        world: (any WorldAccess)?, serialLogs: SerialLogLimits, limits: LibvirtHost.Limits
    ) -> HostRegistry.Connect {
        { host in
            switch host.connection {
            case .simulated(let name):
                guard let world else {
                    throw ManifoldError(
                        .unknown, "host \(host.name) is simulated, and the manager runs without a simulation",
                        remedy: "start it with --simulate, or use another data folder")
                }
                let simulated = world.host(name)
                return HostDrivers(vim: simulated, dataplane: simulated)
            case .libvirt(let uri, let ovsdb, let switchRunFolder, let storageFolder):
                guard world == nil else {
                    throw ManifoldError(
                        .conflict, "host \(host.name) is a real one, and the manager runs on simulated hosts",
                        remedy: "start it without --simulate, on a data folder of its own")
                }
                var configuration = try OVSDriver.Configuration(database: ovsdb, runFolder: switchRunFolder)
                configuration.isRemote = !host.connection.isLocal
                if !configuration.isRemote {
                    configuration.namespace = try await BlockingPool.files.run {
                        SwitchNamespace.name(runFolder: switchRunFolder)
                    }
                }
                return HostDrivers(
                    vim: try LibvirtDriver(
                        name: host.name, uri: uri, storageFolder: storageFolder, serialLogs: serialLogs, limits: limits),
                    dataplane: OVSDriver(configuration))
            }
        }
    }
}
