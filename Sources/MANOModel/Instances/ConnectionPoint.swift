/// One connection point of a VNFC: a NIC of the guest and a port of the switch.
package struct ConnectionPoint: Codable, Sendable, Equatable {
    package var id: Identifier<ConnectionPoint>
    package var cpdID: String
    /// Where the CP is exposed as an external one: its CPD.
    package var externalCPDID: String?
    package var networkID: Identifier<Network>
    /// Of the network, on the switch.
    package var segment: Int
    package var macAddress: String
    /// With prefix length (`10.10.0.5/24`); empty where the network gives none.
    package var addresses: [String]
    package var gateway: String?
    /// The tap's and the switch port's name; follows from the id.
    package var portName: String
    /// The OpenFlow port number that was asked for, 1 to 65279.
    package var portNumber: Int

    package init(
        id: Identifier<ConnectionPoint>, cpdID: String, externalCPDID: String? = nil, networkID: Identifier<Network>,
        segment: Int,
        macAddress: String, addresses: [String] = [], gateway: String? = nil, portName: String, portNumber: Int
    ) {
        self.id = id
        self.cpdID = cpdID
        self.externalCPDID = externalCPDID
        self.networkID = networkID
        self.segment = segment
        self.macAddress = macAddress
        self.addresses = addresses
        self.gateway = gateway
        self.portName = portName
        self.portNumber = portNumber
    }
}
