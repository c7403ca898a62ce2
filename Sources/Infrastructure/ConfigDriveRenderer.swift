import BlockingPool
import Foundation
package import MANOModel
import Mustache
import VIM

/// Fills the templates `cloud-init/*.mustache` of the operator's template folder. They are read when a drive is made, so
/// that a change needs no restart.
package struct ConfigDriveRenderer: Sendable {
    private let folder: String

    /// - Parameter folder: the template folder.
    package init(folder: String) { self.folder = folder }

    /// Throws `.unprocessable` that names the template and what is wrong with it.
    package func render(_ drive: ConfigDriveData) async throws -> ConfigDriveSpec {
        try await BlockingPool.files.run { try fill(drive) }
    }

    private func fill(_ drive: ConfigDriveData) throws -> ConfigDriveSpec {
        let values: [String: Any] = [
            "instanceID": drive.owner, "hostName": drive.hostName, "userData": drive.userData ?? "#cloud-config\n",
            "interfaces": drive.interfaces.map { interface -> [String: Any] in
                var values: [String: Any] = [
                    "name": interface.name, "macAddress": interface.macAddress, "addresses": interface.addresses,
                    "hasAddresses": !interface.addresses.isEmpty,
                ]
                values["gateway"] = interface.gateway
                values["mtu"] = interface.mtu
                return values
            },
        ]
        return ConfigDriveSpec(
            name: drive.name, owner: drive.owner, metaData: try fill("meta-data", values),
            userData: try fill("user-data", values),
            networkConfig: try fill("network-config", values))
    }

    private func fill(_ name: String, _ values: [String: Any]) throws -> String {
        let path = "\(folder)/cloud-init/\(name).mustache"
        do {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            // What is filled in is YAML or a script, not HTML.
            let template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + text)
            return template.render(values)
        } catch {
            throw ManifoldError(
                .unprocessable, "the template \(path) can't be filled", cause: "\(error)",
                remedy: "mend it, or copy it anew from Manifold's Templates folder")
        }
    }
}
