import Fencing
import FencingDrivers
import MANOModel
import SimulatedVIM

/// Makes the drivers of hosts' fencing methods.
enum Fences {
    static func make(world: (any WorldAccess)?) -> FencingConnect {
        { host, method in
            if case .simulated(let name) = host.connection, method.type == .simulated, let world {
                return SimulatedFence(host: name, world: world)
            }
            return try FencingDrivers.make(host, method)
        }
    }
}
