package import MANOModel

extension PlacementDemand {
    /// What the VNFC holds at a placement, as claims with the demand's id as owner; `HostCapacity` reads them back.
    package func claims(at placement: Placement) -> [Claim] {
        let scope = placement.hostID.rawValue
        var claims: [Claim] = []
        func add(_ kind: Claim.Kind, _ key: String, _ amount: Int64 = 1) {
            guard amount > 0 else { return }
            // Two functions of one card are one claim on its bandwidth.
            if kind.isSummed, let index = claims.firstIndex(where: { $0.kind == kind && $0.key == key }) {
                claims[index].amount += amount
                return
            }
            claims.append(Claim(kind: kind, scope: scope, key: key, amount: amount, owner: id))
        }
        for cpu in placement.cores + placement.emulatorCPUs + placement.idleCPUs { add(.core, String(cpu)) }
        if !cpuPolicy.isDedicated, placement.cells.isEmpty { add(.sharedCPU, "", Int64(vCPUs)) }
        for (index, cell) in placement.cells.enumerated() {
            if !cpuPolicy.isDedicated {
                add(.sharedCPU, NodeKey(cell.node).claimKey, Int64(share(index, of: placement.cells.count).vCPUs))
            }
            let key = cell.pageSize.map { HugepagePool(node: cell.node, size: $0).claimKey }
            add(.memory, key ?? NodeKey(cell.node).claimKey, cell.memory)
        }
        if placement.cells.isEmpty { add(.memory, "", memory) }
        add(.storage, "", storage)
        for function in placement.functions {
            if !function.pciAddress.isEmpty { add(.device, function.pciAddress) }
            for address in function.blocked { add(.device, address) }
            add(.bandwidth, function.interface, function.bandwidth)
        }
        for address in placement.devices.joined() { add(.device, address) }
        return claims
    }

    /// The part of the guest that is on the host node with this index of those that it is on.
    func share(_ index: Int, of count: Int) -> Cell {
        if cells.count == count { return cells[index] }
        return Cell(
            vCPUs: (vCPUs + count - 1 - index) / count, memory: (memory + Int64(count - 1 - index)) / Int64(count))
    }
}
