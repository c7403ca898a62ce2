/// What was seen of a guest.
package enum GuestObservation: Sendable, Codable, Equatable {
    case absent
    case present(owner: String, digest: String, state: State, reason: String)
    case foreign(String)

    package enum State: String, Sendable, Codable {
        case running, paused, stopped, crashed
    }
}
