import MANOModel
import Testing

@Suite("Queues of interfaces")
struct InterfaceQueuesTests {
    private func cp(_ requirements: [String: String], nic: [String: String] = [:]) -> VduCp {
        VduCp(
            id: "cp", vduID: "vdu",
            interfaceRequirements: [InterfaceRequirement(requirements: requirements, nicIORequirements: nic)])
    }

    @Test(
        "what the descriptor asks for is done, whatever is behind the interface",
        arguments: [
            ("vif_multiqueue_enabled", "true", 4), ("hw:vif_multiqueue_enabled", "TRUE", 4),
            ("vif_multiqueue", "no", 1),
            ("queues", "3", 3), ("queues", "256", 256),
        ])
    func asked(key: String, value: String, expected: Int) {
        for isVhostUser in [true, false] {
            #expect(cp([key: value]).queues(vCPUs: 4, isVhostUser: isVhostUser) == expected)
            #expect(cp([:], nic: [key: value]).queues(vCPUs: 4, isVhostUser: isVhostUser) == expected)
        }
    }

    @Test("without a word a vhost-user port has one a vCPU, and a tap one")
    func usual() {
        #expect(cp([:]).queues(vCPUs: 2, isVhostUser: true) == 2)
        #expect(cp([:]).queues(vCPUs: 64, isVhostUser: true) == InterfaceQueues.usual)
        #expect(cp([:]).queues(vCPUs: 2, isVhostUser: false) == 1)
    }

    @Test("a CP's own words come before those of the external CP that it is exposed as")
    func external() {
        let external = VnfExtCp(
            id: "ext", attachment: .vduCp("cp"),
            interfaceRequirements: [InterfaceRequirement(requirements: ["queues": "2"])])
        #expect(cp([:]).queues(vCPUs: 4, exposedAs: external, isVhostUser: false) == 2)
        #expect(cp(["queues": "3"]).queues(vCPUs: 4, exposedAs: external, isVhostUser: false) == 3)
    }

    @Test("a value that can't be read is named, and means nothing", arguments: ["many", "0", "257", "-1", ""])
    func misread(value: String) {
        let cp = cp(["queues": value])
        #expect(cp.interfaceRequirements.misreadQueues?.key == "queues")
        #expect(cp.queues(vCPUs: 2, isVhostUser: false) == 1)
    }

    @Test("a requirement is known where all of its keys are")
    func known() {
        #expect(InterfaceRequirement(requirements: ["queues": "2"]).isKnown)
        #expect(!InterfaceRequirement(requirements: ["queues": "2", "offload": "tso"]).isKnown)
        #expect(!InterfaceRequirement(name: "nothing").isKnown)
    }
}
