/// What an answer costs; less is better. Docs/Architecture/placement.md says what each term counts.
package struct PlacementObjective: Sendable, Codable, Equatable {
    package var hosts = 0
    package var load = 0
    package var split = 0
    package var remote = 0
    package var node = 0
    package var function = 0
    package var waste = 0
    package var distance = 0
    package var wish = 0

    package init() {}

    package var total: Int { hosts + load + split + remote + node + function + waste + distance + wish }

    package enum Weight {
        package static let host = 100
        package static let split = 50
        package static let remote = 20
        package static let node = 5
        package static let function = 3
        package static let waste = 2
        package static let otherHost = 10
        package static let otherZone = 30
        package static let wish = 200
    }
}
