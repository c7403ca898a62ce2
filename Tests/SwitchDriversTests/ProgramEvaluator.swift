import OpenFlow

@testable import SwitchDrivers

/// A packet as far as matches can see it.
struct Packet {
    /// By class and field number.
    private var fields: [UInt32: [UInt8]] = [:]

    init(_ fields: [OXMField]) {
        for field in fields { self[field] = field.value }
    }

    private subscript(field: OXMField) -> [UInt8]? {
        get { fields[UInt32(field.class) << 8 | UInt32(field.field)] }
        set { fields[UInt32(field.class) << 8 | UInt32(field.field)] = newValue }
    }

    func matches(_ match: Match, inPort: UInt32) -> Bool {
        var packet = self
        packet[OXMField.inPort(PortNumber(inPort))] = OXMField.inPort(PortNumber(inPort)).value
        return match.fields.allSatisfy { field in
            guard let value = packet[field] else { return false }
            let mask = field.mask ?? [UInt8](repeating: 0xFF, count: value.count)
            return zip(value, mask).map { $0 & $1 } == field.value
        }
    }

    /// What a select group hashes: values alone, of those fields that the packet has.
    func hashed(_ fields: [OXMField]) -> [UInt8] { fields.flatMap { self[$0] ?? [] } }

    static func transport(
        _ number: UInt8, from source: (UInt32, UInt16), to destination: (UInt32, UInt16)
    ) -> Packet {
        Packet(
            [.etherType(0x0800), .ipProtocol(number), .ipv4Source(source.0), .ipv4Destination(destination.0)]
                + (number == 6
                    ? [.tcpSource(source.1), .tcpDestination(destination.1)]
                    : [.udpSource(source.1), .udpDestination(destination.1)]))
    }
}

/// What a switch does with a packet by a program, as far as programs here go: the highest matching flow's outputs.
struct ProgramEvaluator {
    var program: SwitchProgram
    var downPorts: Set<UInt32> = []

    /// The port that the packet leaves by; nil where it is dropped.
    func output(_ packet: Packet, inPort: Int) -> Int? {
        let flow = program.flows.filter { $0.key.table == 0 && packet.matches($0.key.match, inPort: UInt32(inPort)) }
            .max { $0.key.priority < $1.key.priority }
        guard let flow else { return nil }
        for case .applyActions(let actions) in flow.value {
            for action in actions {
                switch action {
                case .output(.inPort): return inPort
                case .output(let port): return Int(port.rawValue)
                case .group(let id): return program.groups[id].flatMap { choose($0, packet) }
                default: break
                }
            }
        }
        return nil
    }

    private func choose(_ group: Group, _ packet: Packet) -> Int? {
        let live = group.buckets.filter { bucket in bucket.watchPort.map { !downPorts.contains($0.rawValue) } ?? true }
        let chosen: Group.Bucket?
        if group.kind == .select, let selection = group.selection {
            // Rendezvous: the bucket whose own hash with the packet's is the highest, as Open vSwitch does it.
            chosen = live.max { score($0, packet, selection) < score($1, packet, selection) }
        } else {
            chosen = live.first
        }
        for case .output(let port) in chosen?.actions ?? [] { return Int(port.rawValue) }
        return nil
    }

    private func score(_ bucket: Group.Bucket, _ packet: Packet, _ selection: Group.Selection) -> UInt64 {
        let basis = packet.hashed(selection.fields) + "\(selection.parameter) \(bucket.id)".utf8
        return (StableHash.fnv1a64(basis) & 0xFFFF) * UInt64(bucket.weight)
    }
}
