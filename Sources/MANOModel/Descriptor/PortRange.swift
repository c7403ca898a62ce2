/// Transport ports from `lower` to `upper`, both included.
package struct PortRange: Codable, Sendable, Hashable {
    package var lower: UInt16
    package var upper: UInt16

    package init(_ lower: UInt16, _ upper: UInt16) {
        self.lower = lower
        self.upper = upper
    }

    package func contains(_ port: UInt16) -> Bool { lower <= port && port <= upper }
}
