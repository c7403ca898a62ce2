package import FoundationEssentials

/// A compute host as the operator named it, with how to reach its hypervisor and its switch.
package struct Host: Codable, Sendable, Equatable {
    package var id: Identifier<Host>
    /// Unique, chosen by the operator.
    package var name: String
    package var zone: String
    /// Groups of hosts that the operator drew, such as racks.
    package var groups: [String]
    /// What the operator says that the host is good for; demands may ask for it.
    package var traits: [String]
    package var connection: HostConnection
    package var state: State
    /// What the host last reported; nil until it was reached once.
    package var facts: HostFacts?
    /// Why the host is unreachable, while it is.
    package var problem: String?
    /// How many shared vCPUs one CPU may carry.
    package var vCPUOvercommit: Double
    /// Bytes of memory kept for the host itself.
    package var reservedMemory: Int64
    /// Host CPUs kept for the host itself.
    package var reservedCPUs: [Int]
    /// The physical network that an interface leads to, by the interface's name.
    package var physicalNetworks: [String: String]
    /// Since when it gives no answer, while it doesn't.
    package var lostAt: Date?
    /// How the host is fenced, and when it is taken for dead; nil: the defaults.
    package var fencing: FencingSettings?
    /// What storage it shares: hosts with the same name have the same storage folder. Nil: it has its own.
    package var sharedStorage: String?
    /// How much room base images may take; nil: the standard.
    package var imageCache: ImageCacheSettings?
    /// What guests see as their CPU: `host-passthrough` (also nil), `host-model`, or the name of a model. It is that of guests
    /// that are started from then on.
    package var guestCPUModel: String?
    /// Why and how guests leave the host, while they do, or it is fenced.
    package var evacuation: HostEvacuation?

    /// Whether the host takes new guests; only one that is enabled does.
    package enum State: String, Codable, Sendable, CaseIterable {
        case enabled, disabled, unreachable
        /// Its guests are moved away.
        case draining
        /// Drained: it is empty.
        case maintenance
    }

    /// Nothing of it runs: what was on it may be made elsewhere.
    package var isFenced: Bool { evacuation?.fence?.state == .confirmed }

    /// Whether a disk that is on this host is on the other one as well.
    package func sharesStorage(with other: Host) -> Bool {
        sharedStorage != nil && sharedStorage == other.sharedStorage
    }

    package init(
        id: Identifier<Host>, name: String, zone: String = "default", groups: [String] = [], traits: [String] = [],
        connection: HostConnection, state: State = .enabled, facts: HostFacts? = nil, problem: String? = nil,
        vCPUOvercommit: Double = 8, reservedMemory: Int64 = 1 << 29, reservedCPUs: [Int] = [],
        physicalNetworks: [String: String] = [:]
    ) {
        self.id = id
        self.name = name
        self.zone = zone
        self.groups = groups
        self.traits = traits
        self.connection = connection
        self.state = state
        self.facts = facts
        self.problem = problem
        self.vCPUOvercommit = vCPUOvercommit
        self.reservedMemory = reservedMemory
        self.reservedCPUs = reservedCPUs
        self.physicalNetworks = physicalNetworks
    }
}
