package import Dataplane
package import MANOModel
package import VIM

/// What the world answers to a `WorldCall`.
package enum WorldAnswer: Sendable, Codable, Equatable {
    case done
    case facts(HostFacts)
    case switchFacts(SwitchFacts)
    case names(Set<String>)
    case observation(Observation)
    case guest(GuestObservation)
    case guestCounters([String: GuestCounter])
    case inventory([OwnedResource])
    case ports([PortObservation])
    case flag(Bool)
    case digest(String?)
    case counters([HopCounter])
    case switchInventory([OwnedSwitchResource])
    case hosts([SimulatedHostDescription])
    case settings(SimulationSettings)
    case dump(String)
    case texts([String])
}
