package import MANOModel
extension ManifoldAPI {
    /// A host to add (`POST /hosts`).
    package struct CreateHostRequest: Codable, Sendable, Equatable {
        package var name: String
        package var zone: String?
        /// Groups of hosts that it is in, such as racks.
        package var groups: [String]?
        /// What it is good for; demands may ask for it.
        package var traits: [String]?
        package var libvirtURI: String
        /// `unix:PATH` or `tcp:HOST:PORT`.
        package var ovsdb: String
        package var switchRunFolder: String
        package var storageFolder: String
        package var vCPUOvercommit: Double?
        /// Bytes.
        package var reservedMemory: Int64?
        /// CPUs that guests never get.
        package var reservedCPUs: [Int]?
        /// Interface to the physical network that it leads to.
        package var physicalNetworks: [String: String]?
        package var fencing: FencingSettings?
        /// Hosts with the same have the same storage folder.
        package var sharedStorage: String?
        /// What guests see as their CPU: `host-passthrough` (without it), `host-model`, or the name of a model.
        package var guestCPUModel: String?

        package init(
            name: String, zone: String? = nil, libvirtURI: String, ovsdb: String, switchRunFolder: String,
            storageFolder: String, vCPUOvercommit: Double? = nil, reservedMemory: Int64? = nil,
            reservedCPUs: [Int]? = nil, physicalNetworks: [String: String]? = nil, groups: [String]? = nil,
            traits: [String]? = nil, fencing: FencingSettings? = nil, sharedStorage: String? = nil,
            guestCPUModel: String? = nil
        ) {
            self.fencing = fencing
            self.sharedStorage = sharedStorage
            self.guestCPUModel = guestCPUModel
            self.name = name
            self.zone = zone
            self.libvirtURI = libvirtURI
            self.ovsdb = ovsdb
            self.switchRunFolder = switchRunFolder
            self.storageFolder = storageFolder
            self.vCPUOvercommit = vCPUOvercommit
            self.reservedMemory = reservedMemory
            self.reservedCPUs = reservedCPUs
            self.physicalNetworks = physicalNetworks
            self.groups = groups
            self.traits = traits
        }
    }
}
