import NIOCore

/// What is asked of a switch.
enum Request: Hashable, Sendable {
    case echo
    case features
    case barrier
    case flow(FlowMod)
    case group(GroupMod)
    case bundle(BundleStep, id: UInt32)
    case bundleAdd(FlowMod, id: UInt32)
    case bundleAddGroup(GroupMod, id: UInt32)
    case flows(FlowFilter)
    case groups
    case groupStatistics
    case ports
    case portStatistics
    /// Also have port-status messages sent, and no packets.
    case portEvents
    case hello

    enum BundleStep: UInt16, Sendable {
        case open = 0
        case commit = 4
        case discard = 6
    }

    /// Atomic and in order (OpenFlow 1.5.1, 7.3.9.2).
    private static let bundleFlags: UInt16 = 3

    func frames(xid: UInt32) -> [Frame] {
        var body = ByteBuffer()
        switch self {
        case .echo: return [Frame(.echoRequest, xid: xid)]
        case .features: return [Frame(.featuresRequest, xid: xid)]
        case .barrier: return [Frame(.barrierRequest, xid: xid)]
        case .hello:
            body.writeInteger(UInt32(1) << 16 | 8)  // OFPHET_VERSIONBITMAP, length 8
            body.writeInteger(UInt32(1) << UInt32(Frame.version))
            return [Frame(.hello, xid: xid, body: body)]
        case .flow(let mod):
            mod.write(to: &body)
            return [Frame(.flowMod, xid: xid, body: body)]
        case .group(let mod):
            mod.write(to: &body)
            return [Frame(.groupMod, xid: xid, body: body)]
        case .bundle(let step, let id):
            body.writeInteger(id)
            body.writeInteger(step.rawValue)
            body.writeInteger(Self.bundleFlags)
            return [Frame(.bundleControl, xid: xid, body: body)]
        case .bundleAdd(let mod, let id):
            return Self.add(Request.flow(mod), to: id, xid: xid)
        case .bundleAddGroup(let mod, let id):
            return Self.add(Request.group(mod), to: id, xid: xid)
        case .flows(let filter):
            filter.write(to: &body)
            return [Self.multipart(1, body, xid: xid)]
        case .groups: return [Self.multipart(7, Self.allGroups, xid: xid)]
        case .groupStatistics: return [Self.multipart(6, Self.allGroups, xid: xid)]
        case .ports: return [Self.multipart(13, Self.allPorts, xid: xid)]
        case .portStatistics: return [Self.multipart(4, Self.allPorts, xid: xid)]
        case .portEvents:
            // Open vSwitch sends a management connection no events at all until it has set a miss length.
            body.writeInteger(UInt16(0))
            body.writeInteger(UInt16(128))
            var masks = ByteBuffer()
            // OFPACPT_* in pairs for slave and master: packet-in, port-status, flow-removed (OpenFlow 1.5.1, 7.3.10).
            for (type, mask) in [(0, 0), (1, 0), (2, 7), (3, 7), (4, 0), (5, 0)] as [(UInt16, UInt32)] {
                masks.writeInteger(type)
                masks.writeInteger(UInt16(8))
                masks.writeInteger(mask)
            }
            return [Frame(.setConfig, xid: xid, body: body), Frame(.setAsync, xid: xid, body: masks)]
        }
    }

    private static let allGroups = ByteBuffer(integer: UInt64(0xFFFF_FFFC) << 32)  // OFPG_ALL
    private static let allPorts = ByteBuffer(integer: UInt64(UInt32.max) << 32)  // OFPP_ANY

    private static func add(_ request: Request, to bundle: UInt32, xid: UInt32) -> [Frame] {
        var body = ByteBuffer()
        body.writeInteger(bundle)
        body.writeInteger(UInt16(0))
        body.writeInteger(bundleFlags)
        // The message inside has the same id as the one around it (OpenFlow 1.5.1, 7.3.9.3).
        for frame in request.frames(xid: xid) { frame.write(to: &body) }
        return [Frame(.bundleAdd, xid: xid, body: body)]
    }

    private static func multipart(_ type: UInt16, _ body: ByteBuffer, xid: UInt32) -> Frame {
        var whole = ByteBuffer()
        whole.writeInteger(type)
        whole.writeZeros(6)
        whole.writeImmutableBuffer(body)
        return Frame(.multipartRequest, xid: xid, body: whole)
    }
}
