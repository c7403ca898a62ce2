extension InstantiatedVNF {
    /// The ports of the switch that one of its VNFCs has.
    package func ports(of vnfc: VNFC) -> [PortSpec] {
        vnfc.connectionPoints.filter(\.isSwitchPort).map { point in
            let link = externalLinks.first { $0.cpdID == point.externalCPDID }
            return PortSpec(
                name: point.portName, owner: vnfc.id.rawValue, number: point.portNumber, segment: point.segment,
                macAddress: point.macAddress, isChained: link?.isChained ?? false, socket: point.socket,
                switchListens: point.switchListens, mtu: point.mtu)
        }
    }
}
