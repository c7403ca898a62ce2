package import MANOModel

extension ManifoldAPI {
    /// Changes to a host (`PATCH /hosts/{id}`); at least one is there. Lists are replaced; of objects members are merged, and
    /// null takes one away (RFC 7396).
    package struct HostModifications: Codable, Sendable, Equatable {
        /// `enabled`, `disabled` or `draining`.
        package var state: MANOModel.Host.State?
        package var zone: String?
        package var groups: [String]?
        package var traits: [String]?
        package var vCPUOvercommit: Double?
        /// Bytes.
        package var reservedMemory: Int64?
        package var reservedCPUs: [Int]?
        /// Interface to its physical network; nil: it leads to none any more.
        package var physicalNetworks: [String: String?]?
        /// How many virtual functions an interface's card is to have, by interface. They are made at once, and anew when
        /// the number is another; nobody may use those that there are.
        package var virtualFunctions: [String: Int]?
        /// Replaced as a whole.
        package var fencing: FencingSettings?
        /// Replaced as a whole.
        package var imageCache: ImageCacheSettings?
        /// Empty: it has its own storage.
        package var sharedStorage: String?
        /// `host-passthrough`, `host-model`, or the name of a model; of guests that are started from then on.
        package var guestCPUModel: String?

        package init(
            state: MANOModel.Host.State? = nil, vCPUOvercommit: Double? = nil, reservedMemory: Int64? = nil,
            reservedCPUs: [Int]? = nil, physicalNetworks: [String: String?]? = nil, zone: String? = nil,
            groups: [String]? = nil, traits: [String]? = nil, virtualFunctions: [String: Int]? = nil,
            fencing: FencingSettings? = nil, sharedStorage: String? = nil, imageCache: ImageCacheSettings? = nil,
            guestCPUModel: String? = nil
        ) {
            self.imageCache = imageCache
            self.fencing = fencing
            self.sharedStorage = sharedStorage
            self.guestCPUModel = guestCPUModel
            self.state = state
            self.zone = zone
            self.groups = groups
            self.traits = traits
            self.vCPUOvercommit = vCPUOvercommit
            self.reservedMemory = reservedMemory
            self.reservedCPUs = reservedCPUs
            self.physicalNetworks = physicalNetworks
            self.virtualFunctions = virtualFunctions
        }
    }
}
