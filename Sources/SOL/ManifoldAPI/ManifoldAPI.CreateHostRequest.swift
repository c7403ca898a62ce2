extension ManifoldAPI {
    /// A host to add (`POST /hosts`).
    package struct CreateHostRequest: Codable, Sendable, Equatable {
        package var name: String
        package var zone: String?
        package var libvirtURI: String
        /// `unix:PATH` or `tcp:HOST:PORT`.
        package var ovsdb: String
        package var switchRunFolder: String
        package var storageFolder: String
        package var vCPUOvercommit: Double?
        /// Bytes.
        package var reservedMemory: Int64?

        package init(
            name: String, zone: String? = nil, libvirtURI: String, ovsdb: String, switchRunFolder: String,
            storageFolder: String, vCPUOvercommit: Double? = nil, reservedMemory: Int64? = nil
        ) {
            self.name = name
            self.zone = zone
            self.libvirtURI = libvirtURI
            self.ovsdb = ovsdb
            self.switchRunFolder = switchRunFolder
            self.storageFolder = storageFolder
            self.vCPUOvercommit = vCPUOvercommit
            self.reservedMemory = reservedMemory
        }
    }
}
