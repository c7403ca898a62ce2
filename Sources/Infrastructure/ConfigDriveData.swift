/// What a guest's config drive is to say; the operator's templates say how.
package struct ConfigDriveData: Codable, Sendable, Equatable {
    package var name: String
    /// The VNFC's id, and the NoCloud `instance-id`.
    package var owner: String
    package var hostName: String
    /// As the descriptor has it, filled in; nil: none.
    package var userData: String?
    package var interfaces: [Interface]

    package struct Interface: Codable, Sendable, Equatable {
        /// Of the CPD, as far as it can be an interface's name.
        package var name: String
        package var macAddress: String
        /// With prefix length.
        package var addresses: [String]
        package var gateway: String?
        /// Bytes; nil: what is usual.
        package var mtu: Int?

        package init(name: String, macAddress: String, addresses: [String], gateway: String?, mtu: Int? = nil) {
            self.name = name
            self.macAddress = macAddress
            self.addresses = addresses
            self.gateway = gateway
            self.mtu = mtu
        }
    }

    package init(name: String, owner: String, hostName: String, userData: String?, interfaces: [Interface]) {
        self.name = name
        self.owner = owner
        self.hostName = hostName
        self.userData = userData
        self.interfaces = interfaces
    }
}
