import Testing

@testable import OVSDB

@Suite struct SessionStateTests {
    private typealias State = SessionState<String, String>

    @Test("each answer finds its own waiter, in any order")
    func matching() {
        var state = State()
        let first = state.send("a") ?? -1
        let second = state.send("b") ?? -1
        guard
            case .succeed("b", .integer(2)) = state.received(
                .response(id: .integer(second), result: .integer(2), error: .null))
        else { Issue.record("b got nothing"); return }
        guard
            case .fail("a", let error) = state.received(
                .response(id: .integer(first), result: .null, error: .string("unknown database")))
        else { Issue.record("a got nothing"); return }
        #expect(error.code == .refused && error.reason == "unknown database")
    }

    @Test("an answer after its deadline is dropped")
    func late() {
        var state = State()
        let id = state.send("a") ?? -1
        let expired = state.expired(id)?.waiter
        #expect(expired == "a")
        guard case .none = state.received(.response(id: .integer(id), result: .null, error: .null))
        else { Issue.record("the late answer was used"); return }
        let again = state.expired(id)?.waiter
        #expect(again == nil)
    }

    @Test("a peer that said something since the request isn't silent")
    func silence() {
        var state = State()
        let first = state.send("a") ?? -1
        let second = state.send("b") ?? -1
        let quiet = state.expired(first)?.silent
        #expect(quiet == true)
        _ = state.received(.request(id: .string("echo"), method: "echo", params: []))
        let chatty = state.expired(second)?.silent
        #expect(chatty == false)
    }

    @Test("echo is answered with the same parameters and any other request with an error")
    func echo() {
        var state = State()
        guard
            case .reply(.response(.string("echo"), .array([.integer(7)]), .null)) = state.received(
                .request(id: .string("echo"), method: "echo", params: [.integer(7)]))
        else { Issue.record("no echo"); return }
        guard
            case .reply(.response(.integer(3), .null, let error)) = state.received(
                .request(id: .integer(3), method: "steal", params: []))
        else { Issue.record("no answer"); return }
        #expect(error != .null)
    }

    @Test("the end gives back every waiter and sink once, and takes no more")
    func end() {
        var state = State()
        _ = state.send("a")
        let second = state.send("b") ?? -1
        _ = state.received(.response(id: .integer(second), result: .null, error: .null))
        state.addMonitor("m", "sink")
        let (waiters, sinks) = state.end()
        #expect(waiters == ["a"] && sinks == ["sink"])
        let late = state.send("c")
        #expect(late == nil)
        let rest = state.end().waiters
        #expect(rest.isEmpty)
    }

    @Test("an update reaches the monitor that it names")
    func update() {
        var state = State()
        state.addMonitor("m", "sink")
        guard
            case .deliver("sink", .object([:])) = state.received(
                .notification(method: "update", params: [.string("m"), .object([:])]))
        else { Issue.record("not delivered"); return }
        guard case .none = state.received(.notification(method: "update", params: [.string("x"), .object([:])]))
        else { Issue.record("delivered to nobody"); return }
    }
}
