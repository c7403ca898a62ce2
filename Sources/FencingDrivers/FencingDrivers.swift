package import Fencing
package import MANOModel

/// The drivers by a method's type.
package enum FencingDrivers {
    /// Throws `.unprocessable` where the settings can't be used, or the host is no host for the method.
    package static func make(_ host: Host, _ method: FencingMethod) throws -> any FencingDriver {
        switch method.type {
        case .ipmi: try IPMIDriver(method)
        case .redfish: try RedfishDriver(method)
        case .ssh: try SSHDriver(method)
        case .simulated:
            throw ManifoldError(
                .unprocessable, "host \(host.name) is not simulated: nothing is behind a simulated fence",
                remedy: "use ipmi, redfish or ssh")
        }
    }
}
