import MANOModel
import Testing

@Suite("Who listens on a vhost-user port's socket")
struct VhostUserModeTests {
    private static let connection = HostConnection.libvirt(
        uri: "qemu:///system", ovsdb: "unix:/ovs/db.sock", switchRunFolder: "/ovs", storageFolder: "/pool")

    private func point(_ mode: String?, hasDPDK: Bool = true, connection: HostConnection = connection)
        -> ConnectionPoint
    {
        let requirements = mode.map { [InterfaceRequirement(requirements: ["vhostuser_mode": $0])] } ?? []
        let cp = VduCp(id: "cp", vduID: "vdu", vnicType: .vhostUser, interfaceRequirements: requirements)
        let host = Host(
            id: "h", name: "h", connection: connection,
            facts: HostFacts(
                hypervisorVersion: "1", cpuModel: "c", architecture: "x86_64", kvm: false, numaNodes: [],
                networkSwitch: SwitchFacts(hasDPDK: hasDPDK), storageCapacity: 1, storageFree: 1))
        var point = ConnectionPoint(
            id: "p", cpdID: "cp", networkID: "n", segment: 1, macAddress: "02:00:00:00:00:01", portName: "mfport",
            portNumber: 1)
        point.takeSocket(of: host, as: cp, exposedAs: nil)
        return point
    }

    @Test("the guest, unless it is to be the client", arguments: [nil, "server", "else"])
    func server(mode: String?) {
        #expect(point(mode).socket == "/pool/run/mfport.vhost")
        #expect(point(mode).switchListens == nil)
    }

    @Test("the switch, in its run folder, where the guest is the client")
    func client() {
        let remote = HostConnection.libvirt(
            uri: "qemu+tls://far/system", ovsdb: "tcp:far:6640", switchRunFolder: "tcp:far:6653", storageFolder: "/pool"
        )
        #expect(point("client").socket == "/ovs/mfport" && point("client").switchListens == true)
        #expect(point("Client", connection: remote).socket == "/run/openvswitch/mfport")
        #expect(point("client", hasDPDK: false).socket == nil && point("client", hasDPDK: false).switchListens == nil)
    }

    @Test("the port on the switch says so")
    func port() {
        var vnfc = VNFC(id: "c", vduID: "vdu", index: 0, hostID: "h", domainName: "mf", vCPUs: 1, memory: 1)
        vnfc.connectionPoints = [point("client"), point(nil)]
        let ports = InstantiatedVNF(flavourID: "df", vnfcs: [vnfc]).ports(of: vnfc)
        #expect(ports.map(\.switchListens) == [true, nil])
        #expect(ports.map(\.socket) == ["/ovs/mfport", "/pool/run/mfport.vhost"])
    }
}
