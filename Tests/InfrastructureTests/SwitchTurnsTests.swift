import Infrastructure
import Synchronization
import Testing

@Suite("Turns on a switch")
struct SwitchTurnsTests {
    private final class Log: Sendable {
        private let inside = Mutex<(changes: Int, restores: Int, most: Int)>((0, 0, 0))
        var most: Int { inside.withLock(\.most) }

        func change(_ by: Int) {
            inside.withLock {
                $0.changes += by
                $0.most = max($0.most, $0.changes)
                #expect($0.restores == 0)
            }
        }

        func restore(_ by: Int) {
            inside.withLock {
                $0.restores += by
                #expect($0.restores <= 1)
                #expect($0.changes == 0)
            }
        }
    }

    @Test("changes go beside each other, putting back beside nothing; everyone has their turn")
    func exclusion() async {
        let turns = SwitchTurns()
        let log = Log()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<200 {
                group.addTask {
                    if index % 5 == 0 {
                        await turns.restoring {
                            log.restore(1)
                            await Task.yield()
                            log.restore(-1)
                        }
                    } else {
                        await turns.changing {
                            log.change(1)
                            try? await Task.sleep(for: .milliseconds(1))
                            log.change(-1)
                        }
                    }
                }
            }
        }
        #expect(log.most > 1)
    }

    @Test("what fails gives its turn back")
    func failure() async throws {
        struct Failure: Error {}
        let turns = SwitchTurns()
        await #expect(throws: Failure.self) { try await turns.restoring { throw Failure() } }
        await #expect(throws: Failure.self) { try await turns.changing { throw Failure() } }
        await turns.restoring {}
    }
}
