/// How a host takes in one guest of another host: made by its driver, and understood by drivers of the same kind.
package struct MigrationTarget: Sendable, Codable, Equatable {
    /// How the other hypervisor reaches this one.
    package var connection: String
    /// The folder that the guest's files are in there.
    package var folder: String
    /// The guest's definition there.
    package var definition: String
    /// Where its memory is sent to, and its disks; empty: as the hypervisors agree.
    package var memoryAddress: String
    package var diskAddress: String

    package init(
        connection: String, folder: String = "", definition: String = "", memoryAddress: String = "",
        diskAddress: String = ""
    ) {
        self.connection = connection
        self.folder = folder
        self.definition = definition
        self.memoryAddress = memoryAddress
        self.diskAddress = diskAddress
    }
}
