/// Cuts a byte stream into JSON texts.
///
/// RFC 7047 4 sends JSON-RPC messages one after the other with nothing between them (white space is allowed), so the
/// end of a message is where its outermost brace closes.
struct MessageSplitter {
    /// A message longer than this is refused, so that a broken peer can't fill the memory.
    let limit: Int

    private enum State {
        /// Before a message. → text, at `{`
        case between
        /// Inside, outside strings. → string, at `"`; → between, when depth falls to 0
        case text
        /// → text, at `"`; → escape, at `\`
        case string
        /// → string, after one byte
        case escape
    }

    private var state = State.between
    private var depth = 0
    private var pending: [UInt8] = []

    init(limit: Int = 64 << 20) {
        self.limit = limit
    }

    /// Takes the next bytes of the stream and returns the messages that they complete.
    mutating func feed(_ bytes: some Sequence<UInt8>) throws(OVSDBError) -> [[UInt8]] {
        var messages: [[UInt8]] = []
        for byte in bytes {
            switch state {
            case .between:
                switch byte {
                case UInt8(ascii: "{"):
                    state = .text
                    depth = 1
                    pending.append(byte)
                case 0x20, 0x09, 0x0A, 0x0D: break
                default: throw OVSDBError(.malformed, "a message begins with byte \(byte), not with a brace")
                }
                continue
            case .text:
                switch byte {
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                case UInt8(ascii: "\""): state = .string
                default: break
                }
            case .string:
                switch byte {
                case UInt8(ascii: "\\"): state = .escape
                case UInt8(ascii: "\""): state = .text
                default: break
                }
            case .escape:
                state = .string
            }
            pending.append(byte)
            if state == .text, depth == 0 {
                messages.append(pending)
                pending = []
                state = .between
            } else if pending.count > limit {
                throw OVSDBError(.malformed, "a message is longer than \(limit) bytes")
            }
        }
        return messages
    }
}
