package import FoundationEssentials
package import MANOModel
import Synchronization

/// The hosts that give no answer, or that guests leave: whoever looks after hosts looks at these.
package final class HostConcerns: Sendable {
    private let ids = Mutex<Set<Identifier<Host>>>([])

    package var all: [Identifier<Host>] { ids.withLock { $0.sorted() } }

    package func add(_ id: Identifier<Host>) { ids.withLock { _ = $0.insert(id) } }

    package func remove(_ id: Identifier<Host>) { ids.withLock { _ = $0.remove(id) } }
}

extension Host {
    /// Whether something has to be done about it, or will have to be after some time.
    package var needsCare: Bool { problem != nil || evacuation != nil || state == .draining }

    /// Takes note of whether the host answered. One that is fenced takes no guests before it is clean.
    package mutating func noteAnswer(problem: String?, at now: Date) {
        self.problem = problem
        if problem != nil {
            lostAt = lostAt ?? now
            if state == .enabled { state = .unreachable }
        } else {
            lostAt = nil
            if state == .unreachable, evacuation?.fence == nil { state = .enabled }
        }
    }
}
