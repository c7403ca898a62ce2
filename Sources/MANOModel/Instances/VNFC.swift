/// One VNFC instance: a guest, with everything about it that was chosen when it was planned.
package struct VNFC: Codable, Sendable, Equatable {
    package var id: Identifier<VNFC>
    package var vduID: String
    /// Counts the VNFCs of the VDU from 0; a scaled-in one gives its number back.
    package var index: Int
    package var hostID: Identifier<Host>
    /// Of the libvirt domain; follows from the id.
    package var domainName: String
    package var vCPUs: Int
    /// Bytes.
    package var memory: Int64
    /// What of the host it is bound to; nil: nothing.
    package var placement: Placement?
    /// The disks, the root disk first; empty for a guest that boots from its image directly.
    package var volumes: [Volume]
    package var connectionPoints: [ConnectionPoint]
    /// The scaling aspect and level that brought it; nil: it was there from the start.
    package var aspectID: String?

    /// A virtual storage of a VNFC.
    package struct Volume: Codable, Sendable, Equatable {
        package var id: String
        package var virtualStorageDescID: String
        /// Of the file or libvirt volume; follows from the id.
        package var name: String
        /// Bytes.
        package var size: Int64
        /// Hash of the image under it (`sha256` in hexadecimal), if any.
        package var imageHash: String?

        package init(id: String, virtualStorageDescID: String, name: String, size: Int64, imageHash: String? = nil) {
            self.id = id
            self.virtualStorageDescID = virtualStorageDescID
            self.name = name
            self.size = size
            self.imageHash = imageHash
        }
    }

    package init(
        id: Identifier<VNFC>, vduID: String, index: Int, hostID: Identifier<Host>, domainName: String, vCPUs: Int,
        memory: Int64,
        placement: Placement? = nil, volumes: [Volume] = [], connectionPoints: [ConnectionPoint] = [],
        aspectID: String? = nil
    ) {
        self.id = id
        self.vduID = vduID
        self.index = index
        self.hostID = hostID
        self.domainName = domainName
        self.vCPUs = vCPUs
        self.memory = memory
        self.placement = placement
        self.volumes = volumes
        self.connectionPoints = connectionPoints
        self.aspectID = aspectID
    }
}
