import Planner
import Store

/// What is taken of the port numbers of a switch, and what a plan takes of them.
package struct TakenNumbers: Sendable {
    private var keys: ClaimedKeys
    /// All below are taken.
    private var lowest = NumberPool.ports.start

    init(_ keys: ClaimedKeys = ClaimedKeys()) { self.keys = keys }

    /// Takes the lowest that is free; nil: none is.
    mutating func take() -> Int? {
        while lowest <= NumberPool.ports.range.upperBound {
            defer { lowest += 1 }
            if !keys.contains(String(lowest)) { return lowest }
        }
        return nil
    }
}
