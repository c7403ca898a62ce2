/// Something that goes wrong in a simulated world.
package struct SimulatedFault: Sendable, Codable, Equatable {
    /// A `WorldAction.Kind`, or `*`.
    package var action: String
    /// Nil: any.
    package var host: String?
    /// A part of the name, id or title that the action is about; nil: whatever it is about.
    package var name: String?
    package var kind: Kind
    /// What the host says.
    package var error: String?
    /// How often; nil: until the settings are replaced.
    package var times: Int?
    /// Of `crashAfter`: milliseconds.
    package var after: Int?

    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// The host says no; nothing is done.
        case fail
        /// It is done, and never answered.
        case hang
        /// The host couldn't be asked; nothing is done.
        case unknown
        /// It is done, and the connection is lost before the answer.
        case answerLost
        /// It is done and answered; `after` later the guest dies.
        case crashAfter
    }

    package init(
        action: String, host: String? = nil, name: String? = nil, kind: Kind, error: String? = nil, times: Int? = nil,
        after: Int? = nil
    ) {
        self.action = action
        self.host = host
        self.name = name
        self.kind = kind
        self.error = error
        self.times = times
        self.after = after
    }

    func matches(_ kind: WorldAction.Kind, of action: WorldAction, host: String) -> Bool {
        (self.action == kind.rawValue || self.action == SimulationSettings.anyAction)
            && (self.host == nil || self.host == host)
            && (name.map { name in action.subjects.contains { $0.contains(name) } } ?? true)
            && (self.kind != .crashAfter || kind == .startGuest)
    }

    var message: String { error ?? "a fault of the simulation" }
}
