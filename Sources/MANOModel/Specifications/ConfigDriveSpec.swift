/// A NoCloud drive (volume id `cidata`).
package struct ConfigDriveSpec: Sendable, Codable, Equatable {
    package var name: String
    /// The VNFC's id.
    package var owner: String
    package var metaData: String
    package var userData: String
    package var networkConfig: String

    package init(name: String, owner: String, metaData: String, userData: String, networkConfig: String) {
        self.name = name
        self.owner = owner
        self.metaData = metaData
        self.userData = userData
        self.networkConfig = networkConfig
    }
}
