/// Whether a guest is as it should be, at a glance.
enum GuestMark {
    case good, doubtful, bad

    /// - Parameter state: as the server names it.
    init(state: String) {
        switch state.lowercased() {
        case "running", "started": self = .good
        case "stopped", "crashed", "absent", "foreign": self = .bad
        default: self = .doubtful
        }
    }

    var symbol: String {
        switch self {
        case .good: "●"
        case .doubtful: "◌"
        case .bad: "✗"
        }
    }

    var color: String {
        switch self {
        case .good: "#16a34a"
        case .doubtful: "#f59e0b"
        case .bad: "#dc2626"
        }
    }
}
