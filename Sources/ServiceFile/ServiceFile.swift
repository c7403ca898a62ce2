package import MANOModel
package import Planner
import YAML

/// A file that describes guests that are to be placed at once; Docs/service-file.md has the format.
package struct ServiceFile: Sendable, Equatable {
    /// The demands' ids are the guests' names.
    package var request: PlacementRequest

    /// More are refused.
    static let limit = 100_000

    /// - Parameters:
    ///   - name: of the file, for messages.
    ///   - hosts: that guests and rules may name.
    /// - Throws: `.unprocessable` with every problem on a line of its own: `SERVICE.yaml:3:9: what is wrong; what would be right`.
    package init(parsing bytes: [UInt8], name: String, hosts: [Host]) throws {
        let root: YAMLNode
        do {
            root = try YAMLNode(parsing: bytes)
        } catch {
            throw ManifoldError(.unprocessable, YAMLReader.message(of: error, file: name))
        }
        var reader = ServiceReader(hosts: hosts)
        request = reader.request(of: root)
        if let message = reader.yaml.message(file: name) { throw ManifoldError(.unprocessable, message) }
    }
}
