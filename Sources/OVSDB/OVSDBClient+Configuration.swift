extension OVSDBClient {
    /// The database of Open vSwitch's own configuration (ovs-vswitchd.conf.db(5)).
    package static let openVSwitch = "Open_vSwitch"

    /// Changes the switch's configuration in one transaction, and returns once ovs-vswitchd has put it into effect.
    ///
    /// The transaction counts `next_cfg` up; ovs-vswitchd writes it to `cur_cfg` when it has applied everything up to
    /// there (ovs-vswitchd.conf.db(5), table Open_vSwitch). Errors: `unknown` where the switch didn't get that far
    /// before the deadline; the configuration itself is then committed.
    package func configure(_ operations: [Operation], deadline: Duration = .seconds(10)) async throws
        -> [OperationResult]
    {
        let start = ContinuousClock.now
        let results = try await transact(
            db: Self.openVSwitch,
            operations + [
                .mutate("Open_vSwitch", where: [], mutations: [Mutation("next_cfg", .add, .integer(1))]),
                .select(from: "Open_vSwitch", where: [], columns: ["next_cfg"]),
            ], deadline: deadline)
        guard let next = results.last?.rows.first?["next_cfg"]?.integer else {
            throw OVSDBError(.malformed, "\(address): the Open_vSwitch table has no row with next_cfg")
        }
        let left = max(deadline - start.duration(to: .now), .milliseconds(1))
        let milliseconds = Int(left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000)
        do {
            // No row has reached `next` while the selection equals the empty one.
            _ = try await transact(
                db: Self.openVSwitch,
                [
                    .wait(
                        "Open_vSwitch", where: [Condition("cur_cfg", .atLeast, .integer(Int(next)))],
                        columns: ["_uuid"],
                        equal: false, rows: [], milliseconds: milliseconds)
                ], deadline: left + .seconds(1))
        } catch let error as OVSDBError where error.reason == "timed out" {
            throw OVSDBError(.unknown, "\(address): ovs-vswitchd has not applied configuration \(next) in time")
        }
        return Array(results.dropLast(2))
    }
}
