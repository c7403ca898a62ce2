package import FoundationEssentials

/// Why and how guests leave a host: all that is known of it, so that a manager that is started again goes on.
package struct HostEvacuation: Codable, Sendable, Equatable {
    package var kind: Kind
    package var requestedAt: Date
    /// In words: `the operator`, `the host's settings`.
    package var requestedBy: String
    /// Guests that were on the host.
    package var guestsAtStart: Int
    /// Nil: nothing makes sure yet that the host is dead.
    package var fence: Fence?
    /// VNFCs and forwarding graphs that were on the host when it was fenced: what may be left there when it returns.
    package var owners: [String]
    /// Services that can't be moved.
    package var stuck: [Stuck]
    /// What was tried to fence it and failed, the newest last.
    package var attempts: [Attempt]
    /// The next attempt isn't made before.
    package var notBefore: Date?
    /// What became of an attempt is not known: the operator has to ask again, or to say so.
    package var isHalted: Bool

    /// Of the attempts, how many are kept.
    package static let keptAttempts = 20

    package enum Kind: String, Codable, Sendable {
        /// Of a host that answers.
        case drain
        /// Of a dead one.
        case evacuate
    }

    package struct Fence: Codable, Sendable, Equatable {
        package var state: State
        /// For people: `ipmi at 10.0.0.5`, or who said it.
        package var method: String
        /// The number of the method in the host's settings; nil: a human.
        package var index: Int?
        package var at: Date
        /// What was seen, or why it was said.
        package var evidence: String

        package enum State: String, Codable, Sendable {
            /// It is intended, and perhaps done.
            case started
            /// The host is off.
            case confirmed
            /// It answers again, and is cleaned.
            case cleaning
        }

        package init(state: State, method: String, index: Int?, at: Date, evidence: String = "") {
            self.state = state
            self.method = method
            self.index = index
            self.at = at
            self.evidence = evidence
        }
    }

    package struct Stuck: Codable, Sendable, Equatable {
        /// Of the NS, or of the VNF without one.
        package var instanceID: String
        package var name: String
        package var guests: Int
        package var reason: String

        package init(instanceID: String, name: String, guests: Int, reason: String) {
            self.instanceID = instanceID
            self.name = name
            self.guests = guests
            self.reason = reason
        }
    }

    package struct Attempt: Codable, Sendable, Equatable {
        package var method: String
        package var at: Date
        /// What it answered.
        package var error: String

        package init(method: String, at: Date, error: String) {
            self.method = method
            self.at = at
            self.error = error
        }
    }

    package init(kind: Kind, requestedAt: Date, requestedBy: String, guestsAtStart: Int) {
        self.kind = kind
        self.requestedAt = requestedAt
        self.requestedBy = requestedBy
        self.guestsAtStart = guestsAtStart
        owners = []
        stuck = []
        attempts = []
        isHalted = false
    }

    /// Notes what failed, and forgets the oldest of more than are kept.
    package mutating func note(_ attempt: Attempt) {
        attempts = (attempts + [attempt]).suffix(Self.keptAttempts)
    }
}
