import NIOCore
import Testing

@testable import OpenFlow

@Suite struct SessionStateTests {
    private typealias State = SessionState<String>

    private static func ready() -> State {
        var state = State()
        _ = state.received(Frame(.hello, xid: 0))
        return state
    }

    private static func error(_ type: UInt16, _ code: UInt16, xid: UInt32) -> Frame {
        Frame(.error, xid: xid, body: ByteBuffer(integer: UInt32(type) << 16 | UInt32(code)))
    }

    private static func part(_ value: UInt8, more: Bool, xid: UInt32) -> Frame {
        var body = ByteBuffer()
        body.writeInteger(UInt16(1))
        body.writeInteger(UInt16(more ? 1 : 0))
        body.writeZeros(4)
        body.writeInteger(value)
        return Frame(.multipartReply, xid: xid, body: body)
    }

    @Test("nothing is sent before the greeting, and an older switch is refused")
    func greeting() {
        var state = State()
        let early = state.send("a", count: 1)
        #expect(early == nil)
        guard case .ready = state.received(Frame(.hello, xid: 0)) else { Issue.record("not ready"); return }
        var other = State()
        guard case .close = other.received(Frame(version: 4, type: 0, xid: 0, body: ByteBuffer())) else {
            Issue.record("an OpenFlow 1.3 switch was taken")
            return
        }
    }

    @Test("an error of any message of an exchange fails it, once its last message is answered")
    func refusal() throws {
        var state = Self.ready()
        let xids = try #require({ state.send("a", count: 3) }())
        guard case .none = state.received(Self.error(5, 2, xid: xids.lowerBound + 1)) else {
            Issue.record("it ended before its last message")
            return
        }
        guard case .fail("a", let error) = state.received(Frame(.barrierReply, xid: xids.upperBound)) else {
            Issue.record("it didn't fail")
            return
        }
        #expect(error.reason == OpenFlowError.Reason(type: 5, code: 2))
        #expect(error.message.contains("message 2 of 3"))
    }

    @Test("an error of the last message ends the exchange at once")
    func lastRefused() throws {
        var state = Self.ready()
        let xids = try #require({ state.send("a", count: 1) }())
        guard case .fail("a", _) = state.received(Self.error(1, 1, xid: xids.upperBound)) else {
            Issue.record("it didn't fail")
            return
        }
    }

    @Test("the parts of an answer are collected, interleaved with another's")
    func multipart() throws {
        var state = Self.ready()
        let first = try #require({ state.send("a", count: 1) }()).upperBound
        let second = try #require({ state.send("b", count: 1) }()).upperBound
        _ = state.received(Self.part(1, more: true, xid: first))
        _ = state.received(Self.part(9, more: true, xid: second))
        guard case .succeed("a", let parts) = state.received(Self.part(2, more: false, xid: first)) else {
            Issue.record("a got nothing")
            return
        }
        #expect(parts.map { Array($0.readableBytesView) } == [[1], [2]])
    }

    @Test("an answer after its deadline is dropped, and the end gives back whoever is left")
    func late() throws {
        var state = Self.ready()
        let first = try #require({ state.send("a", count: 2) }())
        _ = state.send("b", count: 1)
        let expired = state.expired(last: first.upperBound)
        #expect(expired?.waiter == "a" && expired?.silent == true)
        guard case .none = state.received(Frame(.barrierReply, xid: first.upperBound)) else {
            Issue.record("the late answer was used")
            return
        }
        let left = state.end()
        #expect(left == ["b"])
        let after = state.send("c", count: 1)
        #expect(after == nil)
    }

    @Test("an echo is answered with the same bytes")
    func echo() {
        var state = Self.ready()
        let body = ByteBuffer(bytes: [1, 2, 3])
        guard case .reply(let frame) = state.received(Frame(.echoRequest, xid: 77, body: body)) else {
            Issue.record("no answer")
            return
        }
        #expect(frame == Frame(.echoReply, xid: 77, body: body))
    }
}
