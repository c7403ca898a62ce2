import Dataplane
package import MANOModel
import OpenFlow
import OVSDB

extension OVSDriver {
    package func ensureEndpoint(_ endpoint: EndpointSpec) async throws {
        try Self.check(endpoint)
        try refuseLinks(endpoint)
        try await asking("making endpoint \(endpoint.portName) of network \(endpoint.owner)") {
            switch endpoint.attachment {
            case .none, .provider: return
            case .namespace(let name, let address):
                // The mark is there before the namespace is: whatever happens in between, it is ours to take away.
                var isOurs = try await !tools.namespaceExists(name)
                if !isOurs { isOurs = try await portRows().contains { $0.marks[Mark.namespace] == name } }
                try await ensureRow(endpoint, marks: isOurs ? [Mark.namespace: name] : [:], interface: [:])
                try await tools.ensureNamespace(name)
                try await tools.ensurePair(endpoint.portName, namespace: name, address: address, mtu: endpoint.mtu)
            case .host(let address):
                if try await datapathType() == "netdev" { try await tools.hear(endpoint.portName, true) }
                try await ensureRow(endpoint, marks: [:], interface: ["type": .string("internal")])
                try await tools.bringUp(endpoint.portName, in: configuration.namespace, address: address)
            case .physical(let interface, let vlan):
                try await ensureEdge(endpoint, interface: interface, vlan: vlan)
            }
            try await awaitNumber(endpoint)
            try await setSegmentFlows([(endpoint.owner, endpoint.number, endpoint.isChained)])
        }
    }

    package func removeEndpoint(_ endpoint: EndpointSpec) async throws {
        try Self.check(endpoint)
        try await asking("removing endpoint \(endpoint.portName) of network \(endpoint.owner)") {
            guard let row = try await owned([(endpoint.portName, endpoint.owner)], kind: "endpoint")[endpoint.portName]
            else { return }
            try await removeSegmentFlows([row])
            // What the row's marks name goes first: the row is what remembers it.
            switch endpoint.attachment {
            case .namespace: try await tools.removePair(endpoint.portName)
            case .host where try await datapathType() == "netdev": try await tools.hear(endpoint.portName, false)
            case .host, .physical, .provider, .none: break
            }
            if let namespace = row.marks[Mark.namespace] {
                let others = try await portRows().filter {
                    $0.name != row.name && $0.marks[Mark.namespace] == namespace
                }
                if others.isEmpty { try await tools.removeNamespace(namespace) }
            }
            if let edge = row.marks[Mark.edge] { try await removeEdgePort(edge, endpoint) }
            try await configure(try await removal([endpoint.portName]))
        }
    }

    package func endpoint(_ endpoint: EndpointSpec) async throws -> Bool {
        try Self.check(endpoint)
        return try await asking("looking at endpoint \(endpoint.portName)") {
            guard endpoint.attachment.hasEndpoint else { return true }
            guard
                let row = try await owned([(endpoint.portName, endpoint.owner)], kind: "endpoint")[endpoint.portName],
                row.number == endpoint.number, row.isChained == endpoint.isChained
            else { return false }
            if try await speakingPorts().contains(endpoint.number) == endpoint.isChained { return false }
            switch endpoint.attachment {
            case .none, .provider: return true
            case .namespace where configuration.isRemote, .host where configuration.isRemote: return false
            case .namespace(let name, let address):
                let seen = try await tools.addresses(of: endpoint.portName, in: name)
                return seen.map { address.map($0.contains) ?? true } ?? false
            case .host(let address):
                let seen = try await tools.addresses(of: endpoint.portName, in: configuration.namespace)
                return seen?.contains(address) ?? false
            case .physical(let interface, _):
                return try await edgeIsWhole(endpoint, interface: interface)
            }
        }
    }

    /// Errors: `.unprocessable` for what is links and addresses of another machine.
    private nonisolated func refuseLinks(_ endpoint: EndpointSpec) throws(ManifoldError) {
        guard configuration.isRemote else { return }
        let what: String
        switch endpoint.attachment {
        case .namespace(let name, _): what = "the namespace \(name)"
        case .host(let address): what = "the address \(address)"
        case .physical, .provider, .none: return
        }
        throw ManifoldError(
            .unprocessable,
            "\(what) can't be made beside the switch at \(configuration.database): that host is another machine",
            remedy:
                "give the network an interface of that host (--interface), or put it on a host of the manager's machine"
        )
    }

    private nonisolated static func check(_ endpoint: EndpointSpec) throws(ManifoldError) {
        try LinkTools.check(name: endpoint.portName, limit: 15)
        switch endpoint.attachment {
        case .none, .provider: break
        case .namespace(let name, let address):
            try LinkTools.check(name: name, limit: 64)
            if let address { _ = try AddressPrefix(address) }
        case .host(let address): _ = try AddressPrefix(address)
        case .physical(let interface, _): try LinkTools.check(name: interface, limit: 15)
        }
    }

    /// The endpoint's port on the integration bridge. `marks` are added to those of a row that is there already.
    func ensureRow(_ endpoint: EndpointSpec, marks: [String: String], interface: Row) async throws {
        let present = try await owned([(endpoint.portName, endpoint.owner)], kind: "endpoint")[endpoint.portName]
        // A patch has none.
        let mtu: Int? = if case .physical = endpoint.attachment { nil } else { endpoint.mtu }
        let kept = (present?.marks ?? [:]).filter { $0.key == Mark.namespace || $0.key == Mark.edge }
        var marks = kept.merging(marks) { $1 }.merging([
            Mark.kind: "endpoint", Mark.owner: endpoint.owner, Mark.number: "\(endpoint.number)",
            Mark.segment: "\(endpoint.segment)", Mark.isChained: "\(endpoint.isChained)",
        ]) { $1 }
        if let mtu { marks[Mark.mtu] = "\(mtu)" }
        let tag = endpoint.isChained ? Self.chainedSegment : endpoint.segment
        if let present {
            guard present.marks != marks else { return }
            try await configure(update(endpoint.portName, tag: tag, number: endpoint.number, marks: marks, mtu: mtu))
        } else {
            try await configure(
                insertion(
                    endpoint.portName, tag: tag, number: endpoint.number, marks: marks, interface: interface, index: 0,
                    mtu: mtu,
                    bridge: configuration.bridge))
        }
    }

    /// Returns once the port has its number: ovs-vswitchd takes up a link that appears under its row by itself, a few
    /// milliseconds later.
    private func awaitNumber(_ endpoint: EndpointSpec) async throws {
        let limit = ContinuousClock.now + configuration.deadline
        var pause = Duration.milliseconds(5)
        while true {
            let row = try await portRows(names: [endpoint.portName]).first
            if let number = row?.number {
                guard number == endpoint.number else { break }
                return
            }
            guard ContinuousClock.now + pause < limit else {
                throw ManifoldError(
                    .timeout, "bridge \(configuration.bridge) has not taken up port \(endpoint.portName)",
                    remedy: "see the `error` column of its Interface row and ovs-vswitchd's log")
            }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(100))
        }
        try await checkNumbers([(endpoint.portName, endpoint.number)])
    }
}
