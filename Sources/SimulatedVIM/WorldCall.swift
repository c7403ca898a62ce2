/// Everything that can be asked of a simulated world.
package enum WorldCall: Sendable, Codable, Equatable {
    case perform(host: String, action: WorldAction)
    case hosts
    case settings
    case configure(SimulationSettings)
    /// The guest's QEMU dies.
    case crashGuest(host: String, name: String, reason: String)
    /// The guest is shut down by somebody else.
    case stopGuest(host: String, name: String)
    /// An unreachable host answers nothing and keeps what it has.
    case setReachable(host: String, isReachable: Bool)
    /// Its guests stop; making it reachable turns it on again.
    case powerOff(host: String)
    case isOff(host: String)
    /// Everything that has ever run on two hosts at the same time.
    case duplicates
    /// Puts something under a name that isn't the manager's.
    case plant(host: String, thing: ForeignThing)
    /// Packets that enter a path of a graph and, where every hop stands, leave it.
    case passTraffic(host: String, graphID: String, pathID: String, packets: Int64, bytes: Int64, isReverse: Bool)
    case dump(WorldDump.Form)
    /// Events of all hosts from now on, over this connection.
    case subscribe
}

/// Something that somebody else made on a host.
package enum ForeignThing: Sendable, Codable, Equatable {
    case guest(name: String)
    case volume(name: String)
    case port(name: String)
}
