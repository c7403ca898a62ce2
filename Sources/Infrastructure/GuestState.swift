/// What a guest was seen to do.
package enum GuestState: Sendable, Equatable {
    case running, paused
    case stopped(reason: String)
    case crashed(reason: String)
    case absent
    /// The name belongs to something that isn't the VNFC's guest.
    case foreign(String)

    /// For people: `running`, `crashed`.
    package var name: String {
        switch self {
        case .running: "running"
        case .paused: "paused"
        case .stopped: "stopped"
        case .crashed: "crashed"
        case .absent: "absent"
        case .foreign: "foreign"
        }
    }
}
