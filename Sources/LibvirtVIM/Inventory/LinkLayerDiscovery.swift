import BlockingPool
import FoundationEssentials
import MANOModel

/// The neighbours that lldpd has heard of.
enum LinkLayerDiscovery {
    private static let deadline = Duration.seconds(3)

    /// None where lldpd isn't there or doesn't answer.
    static func neighbours() async -> [LinkNeighbour] {
        let output = try? await ProcessRunner.require(
            executable: "lldpcli", arguments: ["-f", "json0", "show", "neighbors"], deadline: deadline)
        return output.map { neighbours(in: $0.standardOutput) } ?? []
    }

    /// Of what `lldpcli -f json0 show neighbors` writes.
    static func neighbours(in json: [UInt8]) -> [LinkNeighbour] {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(json)) else { return [] }
        return document.lldp.flatMap { $0.interface ?? [] }.compactMap { interface -> LinkNeighbour? in
            let chassis = interface.chassis?.first
            guard let system = text(chassis?.name) ?? text(chassis?.id) else { return nil }
            return LinkNeighbour(
                interface: interface.name, system: system,
                port: text(interface.port?.first?.id) ?? text(interface.port?.first?.descr) ?? "")
        }.sorted { ($0.interface, $0.system, $0.port) < ($1.interface, $1.system, $1.port) }
    }

    private static func text(_ values: [Document.Value]?) -> String? {
        values?.lazy.compactMap(\.value).first { !$0.isEmpty }
    }

    /// Every element is a list here, whatever its number.
    private struct Document: Decodable {
        var lldp: [Part]

        struct Part: Decodable { var interface: [Interface]? }

        struct Interface: Decodable {
            var name: String
            var chassis: [Chassis]?
            var port: [Port]?
        }

        struct Chassis: Decodable {
            var id: [Value]?
            var name: [Value]?
        }

        struct Port: Decodable {
            var id: [Value]?
            var descr: [Value]?
        }

        struct Value: Decodable { var value: String? }
    }
}
