package import FoundationEssentials
package import MANOModel

extension ManifoldAPI.Host {
    /// How guests leave a host.
    package struct Evacuation: Codable, Sendable, Equatable {
        /// `drain` or `evacuate`.
        package var kind: String
        /// `moving`, `fencing`, `waiting` (for the operator), `rebuilding`, `fenced`, `cleaning`.
        package var phase: String
        package var requestedAt: Date
        package var requestedBy: String
        package var guestsAtStart: Int
        package var guestsLeft: Int
        package var fence: HostEvacuation.Fence?
        /// Services that can't be moved, with the reasons.
        package var stuck: [HostEvacuation.Stuck]
        /// What was tried to fence it and failed, the newest last.
        package var attempts: [HostEvacuation.Attempt]

        package init(_ evacuation: HostEvacuation, guests: Int) {
            kind = evacuation.kind.rawValue
            phase =
                switch (evacuation.kind, evacuation.fence?.state) {
                case (.drain, _): "moving"
                case (.evacuate, nil): evacuation.isHalted ? "waiting" : "fencing"
                case (.evacuate, .started): "fencing"
                case (.evacuate, .confirmed): guests > 0 ? "rebuilding" : "fenced"
                case (.evacuate, .cleaning): "cleaning"
                }
            requestedAt = evacuation.requestedAt
            requestedBy = evacuation.requestedBy
            guestsAtStart = evacuation.guestsAtStart
            guestsLeft = guests
            fence = evacuation.fence
            stuck = evacuation.stuck
            attempts = evacuation.attempts
        }
    }
}
