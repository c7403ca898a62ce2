import NIOCore

/// A set of buckets that packets are sent to (OpenFlow 1.5.1, 5.10).
package struct Group: Hashable, Sendable {
    package enum Kind: UInt8, Sendable {
        /// A copy to every bucket.
        case all = 0
        /// One live bucket, by `selection`.
        case select = 1
        case indirect = 2
        /// The first live bucket.
        case fastFailover = 3
    }

    package struct Bucket: Hashable, Sendable {
        /// At most 0xFFFFFF00. With `Selection.hash` it decides, with the weight, which packets the bucket gets.
        package var id: UInt32
        package var weight: UInt16
        /// The bucket is live while this port is up. Nil: always.
        package var watchPort: PortNumber?
        package var actions: [Action]

        package init(id: UInt32, weight: UInt16 = 1, watchPort: PortNumber? = nil, actions: [Action]) {
            self.id = id
            self.weight = weight
            self.watchPort = watchPort
            self.actions = actions
        }
    }

    /// How a select group chooses (Open vSwitch's extension, ovs-ofctl(8) `selection_method`).
    package struct Selection: Hashable, Sendable {
        /// The fields whose values are hashed; their values here are masks. Those whose prerequisites a packet lacks
        /// don't count for it.
        package var fields: [OXMField]
        /// Mixed into the hash.
        package var parameter: UInt64

        package init(fields: [OXMField], parameter: UInt64 = 0) {
            self.fields = fields
            self.parameter = parameter
        }
    }

    package var id: UInt32
    package var kind: Kind
    package var buckets: [Bucket]
    /// Nil: the switch's own choice.
    package var selection: Selection?

    package init(id: UInt32, kind: Kind, buckets: [Bucket], selection: Selection? = nil) {
        self.id = id
        self.kind = kind
        self.buckets = buckets
        self.selection = selection
    }
}

/// A change of the group table (OpenFlow 1.5.1, 7.3.4.3).
package enum GroupMod: Hashable, Sendable {
    case add(Group)
    case modify(Group)
    /// Flows that send to it go with it.
    case delete(id: UInt32)

    /// The message's body as it travels: equal changes have equal bytes, in every version of this program.
    package var encoded: [UInt8] {
        var buffer = ByteBuffer()
        write(to: &buffer)
        return Array(buffer.readableBytesView)
    }

    func write(to buffer: inout ByteBuffer) {
        let group =
            switch self {
            case .add(let group), .modify(let group): group
            case .delete(let id): Group(id: id, kind: .all, buckets: [])
            }
        let command: UInt16 =
            switch self {
            case .add: 0
            case .modify: 1
            case .delete: 2
            }
        buffer.writeInteger(command)
        buffer.writeInteger(group.kind.rawValue)
        buffer.writeZeros(1)
        buffer.writeInteger(group.id)
        let sizes = buffer.writerIndex
        buffer.writeZeros(4)
        buffer.writeInteger(UInt32.max)  // OFPG_BUCKET_ALL
        let start = buffer.writerIndex
        for bucket in group.buckets { bucket.write(to: &buffer, in: group.kind) }
        buffer.setInteger(UInt16(buffer.writerIndex - start), at: sizes)
        group.selection?.write(to: &buffer)
    }
}

extension Group.Bucket {
    fileprivate func write(to buffer: inout ByteBuffer, in kind: Group.Kind) {
        buffer.writeSized(lengthAt: 0) { buffer in
            let start = buffer.writerIndex
            buffer.writeZeros(4)
            buffer.writeInteger(id)
            for action in actions { action.write(to: &buffer) }
            buffer.setInteger(UInt16(buffer.writerIndex - start - 8), at: start + 2)
            if kind == .select {
                buffer.writeInteger(UInt32(8))  // OFPGBPT_WEIGHT, length 8
                buffer.writeInteger(weight)
                buffer.writeZeros(2)
            }
            if let watchPort {
                buffer.writeInteger(UInt32(1) << 16 | 8)  // OFPGBPT_WATCH_PORT, length 8
                buffer.writeInteger(watchPort.rawValue)
            }
        }
    }

    fileprivate init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        let length = Int(try buffer.take() as UInt16)
        let actionBytes = Int(try buffer.take() as UInt16)
        id = try buffer.take()
        var body = try buffer.take(slice: length - 8)
        actions = try Action.list(from: &body, bytes: actionBytes)
        weight = 1
        watchPort = nil
        while body.readableBytes > 0 {
            var property = try Property(from: &body)
            switch property.type {
            case 0: weight = try property.body.take()
            case 1:
                let port = PortNumber(try property.body.take())
                watchPort = port == .any ? nil : port
            default: break
            }
        }
    }
}

extension Group.Selection {
    private static let netronome: UInt32 = 0x0000_154D

    fileprivate func write(to buffer: inout ByteBuffer) {
        buffer.writeSized(lengthAt: 2, counted: false) { buffer in
            buffer.writeInteger(UInt16(0xFFFF))  // OFPGPT_EXPERIMENTER
            buffer.writeInteger(UInt16(0))
            buffer.writeInteger(Self.netronome)
            buffer.writeInteger(UInt32(1))  // NTRT_SELECTION_METHOD
            buffer.writeZeros(4)
            let method = Array("hash".utf8)
            buffer.writeBytes(method)
            buffer.writeZeros(16 - method.count)
            buffer.writeInteger(parameter)
            for field in fields { field.write(to: &buffer) }
        }
    }

    fileprivate init?(from property: Property) throws(OpenFlowError) {
        var body = property.body
        guard property.type == 0xFFFF, try body.take() as UInt32 == Self.netronome, try body.take() as UInt32 == 1
        else { return nil }
        try body.skip(4)
        let method = String(decoding: try body.take(bytes: 16).prefix { $0 != 0 }, as: UTF8.self)
        guard method == "hash" else { return nil }
        parameter = try body.take()
        fields = []
        while body.readableBytes > 0 { fields.append(try OXMField(from: &body)) }
    }
}

extension Group {
    /// Reads one entry of a group description reply (OpenFlow 1.5.1, 7.3.5.10).
    init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        let length = Int(try buffer.take() as UInt16)
        let number: UInt8 = try buffer.take()
        guard length >= 16, let kind = Kind(rawValue: number) else {
            throw OpenFlowError(.malformed, "a group has type \(number) and length \(length)")
        }
        try buffer.skip(1)
        self.kind = kind
        id = try buffer.take()
        let bucketBytes = Int(try buffer.take() as UInt16)
        try buffer.skip(6)
        var body = try buffer.take(slice: length - 16)
        var list = try body.take(slice: bucketBytes)
        buckets = []
        while list.readableBytes > 0 { buckets.append(try Bucket(from: &list)) }
        selection = nil
        while body.readableBytes > 0 {
            let property = try Property(from: &body)
            if let found = try Selection(from: property) { selection = found }
        }
    }
}

/// A property: type and length, padded to 8 bytes (OpenFlow 1.5.1, 7.2.11).
struct Property {
    let type: UInt16
    var body: ByteBuffer

    init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        type = try buffer.take()
        let length = Int(try buffer.take() as UInt16)
        guard length >= 4 else { throw OpenFlowError(.malformed, "a property has length \(length)") }
        body = try buffer.take(slice: length - 4)
        try buffer.skip(min(buffer.readableBytes, (8 - length % 8) % 8))
    }
}
