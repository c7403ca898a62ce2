import Dataplane
import FoundationEssentials
import MANOModel
import VIM

/// What is in a simulated world, as text that can be compared.
package enum WorldDump {
    package enum Form: String, Sendable, Codable {
        /// Without ids and what follows from them (names, MAC addresses, config drives' texts), without times and
        /// counters: two runs that came to the same end have the same text. Hosts with nothing on them are left out.
        case normalised
        /// Everything.
        case full
    }

    static func text(of hosts: [HostState], _ form: Form) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let data =
            switch form {
            case .full: try encoder.encode(Dictionary(uniqueKeysWithValues: hosts.map { ($0.name, $0) }))
            case .normalised: try encoder.encode(try normalised(hosts))
            }
        return String(decoding: data, as: UTF8.self)
    }

    private static func normalised(_ hosts: [HostState]) throws -> JSONValue {
        var byName: [String: JSONValue] = [:]
        for host in hosts {
            let parts: [(String, [JSONValue])] = [
                ("images", host.images.keys.sorted().map(JSONValue.string)),
                ("guests", try host.guests.values.compactMap { try guest($0, on: host) }),
                ("unusedVolumes", unusedVolumes(on: host)),
                ("unusedPorts", unusedPorts(on: host)),
                ("endpoints", try host.endpoints.values.map(endpoint)),
                ("graphs", try host.graphs.values.map { try graph($0.spec, on: host) }),
                ("foreign", foreign(on: host)),
            ]
            var members: [String: JSONValue] = [:]
            for (key, values) in parts where !values.isEmpty { members[key] = .array(try sorted(values)) }
            if host.hasBridge { members["bridge"] = .bool(true) }
            if !host.isReachable { members["isReachable"] = .bool(false) }
            if !members.isEmpty { byName[host.name] = .object(members) }
        }
        return .object(byName)
    }

    private static func guest(_ guest: HostState.Guest, on host: HostState) throws -> JSONValue? {
        guard let spec = guest.spec else { return nil }
        let interfaces = spec.interfaces.map { interface in
            JSONValue.object([
                "cpd": .string(interface.cpdID), "model": .string(interface.model.rawValue),
                "mtu": interface.mtu.map { .integer(Int64($0)) } ?? .null,
                "addresses": .array(interface.addresses.map(JSONValue.string)),
                "bridge": interface.bridge.map(JSONValue.string) ?? .null,
                "vdpaDevice": interface.vdpaDevice.map(JSONValue.string) ?? .null,
                "port": interface.switchPort.flatMap { host.ports[$0]?.spec }.map(port) ?? .null,
            ])
        }
        return .object([
            "title": .string(spec.title), "vCPUs": .integer(Int64(spec.vCPUs)), "memory": .integer(spec.memory),
            "cells": try value(spec.cells), "devices": .array(spec.pciAddresses.map(JSONValue.string)),
            "boot": try value(spec.boot), "readiness": try value(spec.readiness),
            "state": .string(guest.state.rawValue), "interfaces": .array(interfaces),
            "disks": .array(spec.volumes.map { host.volumes[$0].map(volume) ?? .null }),
            "hasConfigDrive": .bool(spec.configDrive.map { host.volumes[$0] != nil } ?? false),
        ])
    }

    private static func unusedVolumes(on host: HostState) -> [JSONValue] {
        host.volumes.filter { name, volume in
            volume.owner != nil && !host.guests.values.contains { $0.uses(volume: name) }
        }.values.map(volume)
    }

    private static func volume(_ volume: HostState.Volume) -> JSONValue {
        switch volume {
        case .disk(let spec, let size):
            .object(["size": .integer(size), "image": spec.imageHash.map(JSONValue.string) ?? .null])
        case .configDrive: .string("config drive")
        case .foreign: .string("foreign")
        }
    }

    private static func unusedPorts(on host: HostState) -> [JSONValue] {
        let used = Set(host.guests.values.flatMap { $0.spec?.interfaces ?? [] }.compactMap(\.switchPort))
        return host.ports.values.compactMap(\.spec).filter { !used.contains($0.name) }.map(port)
    }

    private static func port(_ spec: PortSpec) -> JSONValue {
        .object([
            "number": .integer(Int64(spec.number)), "segment": .integer(Int64(spec.segment)),
            "isChained": .bool(spec.isChained),
        ])
    }

    private static func endpoint(_ spec: EndpointSpec) throws -> JSONValue {
        .object([
            "number": .integer(Int64(spec.number)), "segment": .integer(Int64(spec.segment)),
            "attachment": try value(spec.attachment), "isChained": .bool(spec.isChained),
        ])
    }

    private static func graph(_ spec: GraphSpec, on host: HostState) throws -> JSONValue {
        let titles = Dictionary(
            host.guests.values.compactMap { $0.spec.map { ($0.owner, $0.title) } },
            uniquingKeysWith: { first, _ in first })
        let paths = try spec.paths.sorted { $0.precedence > $1.precedence }.map { path in
            let hops = path.hops.map { hop in
                JSONValue.array(
                    hop.instances.sorted { $0.bucket < $1.bucket }.map { instance in
                        .object([
                            "guest": titles[instance.id].map(JSONValue.string) ?? .null,
                            "bucket": .integer(Int64(instance.bucket)), "weight": .integer(Int64(instance.weight)),
                            "ingress": .integer(Int64(instance.ingress)), "egress": .integer(Int64(instance.egress)),
                        ])
                    })
            }
            return JSONValue.object([
                "precedence": .integer(Int64(path.precedence)),
                "classifiers": .array(try path.classifiers.map { try value($0) }),
                "source": .integer(Int64(path.source)), "destination": .integer(Int64(path.destination)),
                "hops": .array(hops),
            ])
        }
        return .array(paths)
    }

    private static func foreign(on host: HostState) -> [JSONValue] {
        let guests = host.guests.filter { $0.value.spec == nil }.keys.map { "guest \($0)" }
        let volumes = host.volumes.filter { $0.value == .foreign }.keys.map { "volume \($0)" }
        let ports = host.ports.filter { $0.value == .foreign }.keys.map { "port \($0)" }
        return (guests + volumes + ports).map(JSONValue.string)
    }

    private static func value(_ encodable: some Encodable) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: try JSONEncoder().encode(encodable))
    }

    /// By their own text.
    private static func sorted(_ values: [JSONValue]) throws -> [JSONValue] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try values.map { (String(decoding: try encoder.encode($0), as: UTF8.self), $0) }
            .sorted { $0.0 < $1.0 }.map(\.1)
    }
}
