import Descriptors
import MANOModel
import Testing

@Suite("NSDs")
struct NSDTests {
    @Test("the whole sample becomes a model")
    func model() throws {
        let result = try compile(Sample.nsd)
        guard case .nsd(let content)? = result.content else {
            Issue.record("\(result.diagnostics)")
            return
        }
        #expect(content.warnings.isEmpty, "\(content.warnings)")
        let nsd = content.nsd
        #expect(nsd.id == "ns-1" && nsd.vnfdIDs == ["sample-1", "sample-2"] && nsd.nestedNSDIDs == ["ns-2"])
        let flavour = try #require(nsd.flavour(nil))
        #expect(flavour.id == "one")
        #expect(flavour.vnfProfile("first")?.maxNumberOfInstances == 2)
        #expect(
            flavour.vnfProfile("second")?.connectivity == [
                VirtualLinkConnectivity(cpdID: "virtual_link_in", virtualLinkID: "link")
            ])
        #expect(flavour.dependencies == [ProfileDependency(primaryIDs: ["first"], secondaryIDs: ["second"])])
        #expect(flavour.sapds.map(\.id) == ["door", "exit"])
        let path = try #require(flavour.vnffgs.first?.nfps.first)
        #expect(path.positions.map(\.forwardingBehaviour) == [.lb, .ff, .lb])
        #expect(
            path.positions[1].elements == [
                NfpPositionElement(
                    id: "e2", ingress: CpReference(kind: .vnf, profileID: "first", cpdID: "virtual_link_in"),
                    egress: CpReference(kind: .vnf, profileID: "first", cpdID: "virtual_link_out"))
            ])
        let rule = try #require(path.rules.first)
        #expect(rule.precedence == 10 && rule.vlanTags == [100] && rule.dscp == 46 && rule.ipProtocol == .udp)
        #expect(rule.etherDestination == "52:54:00:aa:bb:cc" && rule.etherType == .ipv4)
        #expect(rule.sourcePorts == PortRange(1, 65535) && rule.destinationPorts == PortRange(53, 54))
        #expect(flavour.scalingAspects.first?.levels.map(\.vnfInstances) == [["first": 1], ["first": 2]])
        #expect(flavour.instantiationLevel(nil)?.vnfInstances == ["first": 2, "second": 1])
        #expect(flavour.placementRules.map(\.kind) == [.affinity])
    }
}
