import SOL

/// Parts of a VNF for people.
enum VNFText {
    /// A table of the guests and their CPs.
    static func guests(
        _ info: SOL003.VnfInstance.InstantiatedVnfInfo, hosts: [String: String], width: Int?
    ) -> String {
        var table = Table(
            .left("VNFC"), .flexible("VDU"), .flexible("HOST"), .flexible("CP"), .left("MAC"), .flexible("ADDRESSES"))
        for vnfc in info.vnfcResourceInfo ?? [] {
            var lead: [String?] = [
                Format.shortID(vnfc.id), vnfc.vduId, vnfc.zoneId.map { hosts[$0] ?? Format.shortID($0) },
            ]
            let cps = vnfc.vnfcCpInfo ?? []
            if cps.isEmpty { table.append(lead[0], lead[1], lead[2], nil, nil, nil) }
            for cp in cps {
                let external = info.extCpInfo.filter { $0.associatedVnfcCpId == cp.id }
                let protocols = (cp.cpProtocolInfo ?? []) + external.flatMap(\.cpProtocolInfo)
                table.append(
                    lead[0], lead[1], lead[2], cp.cpdId, protocols.compactMap(\.ipOverEthernet?.macAddress).first,
                    addresses(protocols).joined(separator: " "))
                // Once for all its CPs.
                lead = [" ", " ", " "]
            }
        }
        return table.rows.isEmpty ? "" : "\n" + table.render(width: width)
    }

    /// The addresses, each once.
    static func addresses(_ protocols: [SOL003.CpProtocolInfo]) -> [String] {
        var seen: Set<String> = []
        return protocols.flatMap { info in
            (info.ipOverEthernet?.ipAddresses ?? []).flatMap { $0.addresses ?? [] }
        }.filter { seen.insert($0).inserted }
    }
}
