import Dataplane
import MANOModel
import OpenFlow

extension Classifier {
    /// The same traffic seen on its way back.
    var reversed: Classifier {
        Classifier(
            etherSource: etherDestination, etherDestination: etherSource, etherType: etherType, vlan: vlan,
            ipProtocol: ipProtocol, dscp: dscp, sourcePorts: destinationPorts, destinationPorts: sourcePorts,
            sourcePrefix: destinationPrefix, destinationPrefix: sourcePrefix)
    }

    /// The matches that together are this classifier: one for each IP version, transport protocol and block of ports
    /// that it leaves open. Ports without a protocol are those of TCP and of UDP. Errors: `.unprocessable`.
    func matches() throws(ManifoldError) -> [[OXMField]] {
        let link = try linkFields()
        let families = try self.families()
        guard !families.isEmpty else { return [link] }
        var matches: [[OXMField]] = []
        for family in families {
            let network = link + [.etherType(family.etherType)] + (try networkFields(family))
            guard let transports else {
                matches.append(network)
                continue
            }
            for transport in transports {
                let head = network + [.ipProtocol(family.number(of: transport))]
                for source in Self.blocks(sourcePorts) {
                    for destination in Self.blocks(destinationPorts) {
                        matches.append(head + Self.ports(transport, source, destination))
                    }
                }
            }
        }
        return matches
    }

    private enum Family {
        case ipv4, ipv6

        var etherType: UInt16 { self == .ipv4 ? 0x0800 : 0x86DD }

        func number(of transport: IPProtocol) -> UInt8 {
            switch transport {
            case .tcp: 6
            case .udp: 17
            case .icmp: self == .ipv4 ? 1 : 58
            }
        }
    }

    /// The IP versions meant; none where nothing about IP is asked.
    private func families() throws(ManifoldError) -> [Family] {
        var families: Set<Family> = [.ipv4, .ipv6]
        var isAsked = ipProtocol != nil || dscp != nil || sourcePorts != nil || destinationPorts != nil
        if let etherType {
            families = [etherType == .ipv4 ? .ipv4 : .ipv6]
            isAsked = true
        }
        for text in [sourcePrefix, destinationPrefix] {
            guard let text else { continue }
            families.formIntersection([try AddressPrefix(text).isIPv4 ? .ipv4 : .ipv6])
            isAsked = true
        }
        guard isAsked else { return [] }
        guard !families.isEmpty else {
            throw ManifoldError(.unprocessable, "a classifier asks for IPv4 and for IPv6 at once: it matches nothing")
        }
        return [.ipv4, .ipv6].filter { families.contains($0) }
    }

    /// Nil where any protocol will do.
    private var transports: [IPProtocol]? {
        if let ipProtocol { return [ipProtocol] }
        return sourcePorts != nil || destinationPorts != nil ? [.tcp, .udp] : nil
    }

    private func linkFields() throws(ManifoldError) -> [OXMField] {
        var fields: [OXMField] = []
        if let etherSource { fields.append(.etherSource(try Self.macAddress(etherSource))) }
        if let etherDestination { fields.append(.etherDestination(try Self.macAddress(etherDestination))) }
        if let vlan {
            guard (0...4095).contains(vlan) else {
                throw ManifoldError(.unprocessable, "VLAN \(vlan) of a classifier is not from 0 to 4095")
            }
            fields.append(.vlan(UInt16(vlan)))
        }
        return fields
    }

    private func networkFields(_ family: Family) throws(ManifoldError) -> [OXMField] {
        var fields: [OXMField] = []
        if let dscp {
            guard (0...63).contains(dscp) else {
                throw ManifoldError(.unprocessable, "DSCP \(dscp) of a classifier is not from 0 to 63")
            }
            fields.append(.ipDSCP(UInt8(dscp)))
        }
        if let sourcePrefix {
            let prefix = try AddressPrefix(sourcePrefix)
            fields.append(
                OXMField(class: 0x8000, field: family == .ipv4 ? 11 : 26, value: prefix.address, mask: prefix.mask))
        }
        if let destinationPrefix {
            let prefix = try AddressPrefix(destinationPrefix)
            fields.append(
                OXMField(class: 0x8000, field: family == .ipv4 ? 12 : 27, value: prefix.address, mask: prefix.mask))
        }
        return fields
    }

    /// One nil where any port will do.
    private static func blocks(_ range: ClosedRange<Int>?) -> [MaskedPort?] {
        range.map { MaskedPort.blocks(of: $0) } ?? [nil]
    }

    private static func ports(
        _ transport: IPProtocol, _ source: MaskedPort?, _ destination: MaskedPort?
    ) -> [OXMField] {
        var fields: [OXMField] = []
        switch transport {
        case .tcp:
            if let source { fields.append(.tcpSource(source.value, mask: source.mask)) }
            if let destination { fields.append(.tcpDestination(destination.value, mask: destination.mask)) }
        case .udp:
            if let source { fields.append(.udpSource(source.value, mask: source.mask)) }
            if let destination { fields.append(.udpDestination(destination.value, mask: destination.mask)) }
        case .icmp: break
        }
        return fields
    }

    private static func macAddress(_ text: String) throws(ManifoldError) -> [UInt8] {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { $0.count == 2 ? UInt8($0, radix: 16) : nil }
        guard parts.count == 6, bytes.count == 6 else {
            throw ManifoldError(.unprocessable, "\(text) of a classifier is not a MAC address")
        }
        return bytes
    }
}
