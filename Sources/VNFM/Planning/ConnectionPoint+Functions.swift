import MANOModel
import Planner

extension ConnectionPoint {
    /// Is what the planner gave it of its host, and no port of the switch.
    mutating func take(
        _ function: Placement.Function, as cp: VduCp, exposedAs external: VnfExtCp?, on network: Network
    ) {
        switch cp.functionKind(on: network) {
        case .macvtap:
            macvtap = Macvtap(
                interface: function.interface, mode: cp.macvtapMode(exposedAs: external) ?? .bridge)
        case .bridge: bridge = function.interface
        case .vdpa: vdpaDevice = VDPADevice.name(claimKey: function.pciAddress)
        case .function, nil:
            let isPhysical = cp.vnicType == .directPhysical
            self.function = Function(
                pciAddress: function.pciAddress, isPhysical: isPhysical, segment: network.attachment.vlan,
                bandwidth: function.bandwidth, policy: isPhysical ? nil : network.functionPolicy)
        }
    }

    /// Has nothing of a host any more.
    mutating func leaveHost() {
        function = nil
        macvtap = nil
        bridge = nil
        vdpaDevice = nil
        socket = nil
        portNumber = 0
    }
}
