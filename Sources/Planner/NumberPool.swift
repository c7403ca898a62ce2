/// Numbers that are given out one by one.
package struct NumberPool: Sendable, Equatable {
    package let range: ClosedRange<Int>
    /// The first that is given; those below come last.
    package let start: Int

    /// OpenFlow port numbers of a bridge: above 65279 they are reserved in Open vSwitch's 16-bit space.
    package static let ports = NumberPool(1...65279)
    /// VLAN tags; those below 100 are what operators use by hand, and come last.
    package static let segments = NumberPool(1...4094, start: 100)

    package init(_ range: ClosedRange<Int>, start: Int? = nil) {
        self.range = range
        self.start = min(max(start ?? range.lowerBound, range.lowerBound), range.upperBound)
    }

    /// The lowest free numbers from the start; nil where there aren't that many.
    package func next(_ count: Int, excluding: Set<Int> = []) -> [Int]? {
        guard count <= range.count else { return nil }
        var found: [Int] = []
        found.reserveCapacity(max(count, 0))
        for part in [start..<(range.upperBound + 1), range.lowerBound..<start] {
            for number in part {
                if found.count >= count { return found }
                if !excluding.contains(number) { found.append(number) }
            }
        }
        return found.count >= count ? found : nil
    }
}
