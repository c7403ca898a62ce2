import FoundationEssentials
import MANOModel
import SOL
import Testing

@Suite("Views of the model")
struct ViewTests {
    private let views = ResourceViews()
    private let start = Date(timeIntervalSince1970: 1_700_000_000)

    private func vnf(_ cps: [ConnectionPoint]) -> VNFInstance {
        VNFInstance(
            id: "vnf", vnfdID: "vnfd", packageID: "package", provider: "p", productName: "n", softwareVersion: "1",
            vnfdVersion: "2",
            instantiated: InstantiatedVNF(
                flavourID: "f", scaleLevels: ["b": 1, "a": 2],
                vnfcs: [
                    VNFC(
                        id: "vnfc", vduID: "vdu", index: 0, hostID: "host", domainName: "mfdomain", vCPUs: 1,
                        memory: 1 << 27,
                        connectionPoints: cps)
                ],
                externalLinks: [
                    .init(id: "link", cpdID: "left", networkID: "net"),
                    .init(id: "link", cpdID: "right", networkID: "net"),
                ], isComplete: true),
            createdAt: start)
    }

    private func cp(_ id: String, external: String?, addresses: [String]) -> ConnectionPoint {
        ConnectionPoint(
            id: Identifier(id), cpdID: "cp-\(id)", externalCPDID: external, networkID: "net", segment: 7,
            macAddress: "02:00:00:00:00:01", addresses: addresses, portName: "mfport", portNumber: 1)
    }

    private func decoded<Wire: Decodable>(_ type: Wire.Type, _ data: Data) throws -> Wire {
        try WireJSON.decode(type, from: data)
    }

    @Test("A VNF instance shows addresses, ports and levels of its guests")
    func vnfInstance() throws {
        let vnf = vnf([
            cp("1", external: "left", addresses: ["10.0.0.5/24", "fd00::5/64"]),
            cp("2", external: "right", addresses: []),
        ])
        let wire = try decoded(SOL003.VnfInstance.self, views.body(vnf))
        let info = try #require(wire.instantiatedVnfInfo)
        #expect(wire.instantiationState == "INSTANTIATED")
        #expect(info.scaleStatus?.map(\.aspectId) == ["a", "b"])
        #expect(info.extCpInfo.map(\.cpdId) == ["left", "right"])
        let addresses = info.extCpInfo[0].cpProtocolInfo[0].ipOverEthernet
        #expect(addresses?.ipAddresses?.map(\.type) == ["IPV4", "IPV6"])
        #expect(addresses?.ipAddresses?.first?.addresses == ["10.0.0.5"])
        #expect(info.extCpInfo[1].cpProtocolInfo[0].ipOverEthernet?.ipAddresses == nil)
        #expect(info.extVirtualLinkInfo?.count == 1)
        #expect(info.extVirtualLinkInfo?[0].currentVnfExtCpData.map(\.cpdId) == ["left", "right"])
        #expect(info.vnfcResourceInfo?[0].computeResource.resourceId == "mfdomain")
        #expect(info.vnfcResourceInfo?[0].zoneId == "host")
        let cpConfig = info.extVirtualLinkInfo?[0].currentVnfExtCpData[0].cpConfig
        #expect(cpConfig?[info.extCpInfo[0].cpConfigId ?? ""]?.linkPortId == info.extCpInfo[0].extLinkPortId)
    }

    @Test("What a package, an NSD and a PNFD were refused for is in their failure details as data")
    func refusals() throws {
        let finding = DescriptorFinding(
            rule: "yaml-syntax", severity: "error", file: "a.yaml", line: 2, column: 1, message: "x", remedy: "y")
        let failure = ManifoldError(.unprocessable, "a.yaml:2:1: x", findings: [finding])
        let package = VNFPackage(id: "p", onboardingState: .error, failure: failure, createdAt: start)
        let nsd = NSDInfo(id: "n", onboardingState: .error, failure: failure, createdAt: start)
        let pnfd = PNFDInfo(id: "f", onboardingState: .error, failure: failure, createdAt: start)
        for problem in [
            try decoded(SOL005.VnfPkgInfo.self, views.body(package)).onboardingFailureDetails,
            try decoded(SOL005.NsdInfo.self, views.body(nsd)).onboardingFailureDetails,
            try decoded(SOL005.PnfdInfo.self, views.body(pnfd)).onboardingFailureDetails,
        ] {
            #expect(problem?.status == 422 && problem?.diagnostics == [finding])
        }
    }

    @Test("An instance that is still being made is not instantiated")
    func inTheMaking() throws {
        var vnf = vnf([cp("1", external: "left", addresses: [])])
        vnf.instantiated?.isComplete = false
        let wire = try decoded(SOL003.VnfInstance.self, views.body(vnf))
        #expect(wire.instantiationState == "NOT_INSTANTIATED")
        #expect(wire.instantiatedVnfInfo == nil)
        #expect(try decoded(SOL005.VnfInstance.self, views.bodyInNS(vnf)).instantiatedVnfInfo == nil)
    }

    @Test("Inside an NS a VNF instance has its package and one link for each CPD")
    func vnfInstanceInNS() throws {
        let vnf = vnf([
            cp("1", external: "left", addresses: ["10.0.0.5/24"]), cp("2", external: "right", addresses: []),
        ])
        let wire = try decoded(SOL005.VnfInstance.self, views.bodyInNS(vnf))
        #expect(wire.vnfPkgId == "package")
        #expect(wire.instantiatedVnfInfo?.extVirtualLinkInfo?.map(\.currentVnfExtCpData.cpdId) == ["left", "right"])
        #expect(wire.instantiatedVnfInfo?.extVirtualLinkInfo?[0].extLinkPorts?.count == 1)
        #expect(wire.instantiatedVnfInfo?.vnfcResourceInfo?[0].zoneId == nil)
    }

    @Test("The same resource always gives the same bytes")
    func deterministic() throws {
        var vnf = vnf([cp("1", external: "left", addresses: ["10.0.0.5/24"])])
        vnf.metadata = Dictionary(uniqueKeysWithValues: (0..<50).map { ("k\($0)", JSONValue.integer($0)) })
        var again = vnf
        again.metadata = Dictionary(uniqueKeysWithValues: (0..<50).reversed().map { ("k\($0)", JSONValue.integer($0)) })
        #expect(try views.body(vnf) == views.body(again))
    }

    @Test("Internal CPs are ports of internal links and not external CPs")
    func internalLinks() throws {
        var vnf = vnf([cp("1", external: "left", addresses: []), cp("2", external: nil, addresses: [])])
        vnf.instantiated?.internalLinks = [.init(virtualLinkDescID: "vl", networkID: "net")]
        let info = try #require(try decoded(SOL003.VnfInstance.self, views.body(vnf)).instantiatedVnfInfo)
        #expect(info.extCpInfo.count == 1)
        #expect(info.vnfVirtualLinkResourceInfo?[0].vnfLinkPorts?.map(\.cpInstanceId) == ["2"])
    }

    @Test("An NS occurrence is never STARTING, and its changes carry their result")
    func nsOccurrence() throws {
        var occurrence = OperationOccurrence(
            id: "o", subject: .ns("ns"), operation: .scale, state: .starting, startedAt: start,
            parameters: .object(["a": .null]))
        occurrence.affected = [
            AffectedResource(
                kind: .vnf, change: .modified, id: "vnf", descriptorID: "profile", resourceName: "fw", vnfdID: "vnfd"),
            AffectedResource(
                kind: .networkServiceLink, change: .removed, id: "l", descriptorID: "vl", resourceName: "n"),
        ]
        occurrence.error = ManifoldError(.noCapacity, "no host")
        let wire = try decoded(SOL005.NsLcmOpOcc.self, views.body(occurrence))
        #expect(wire.operationState == "PROCESSING")
        #expect(wire.statusEnteredTime == wire.stateEnteredTime)
        #expect(wire.resourceChanges?.affectedVnfs?[0].changeType == "SCALE")
        #expect(wire.resourceChanges?.affectedVnfs?[0].vnfdId == "vnfd")
        #expect(wire.resourceChanges?.affectedVls?[0].changeType == "DELETE")
        #expect(wire.error?.status == 422)
        occurrence.state = .failed
        #expect(
            try decoded(SOL005.NsLcmOpOcc.self, views.body(occurrence)).resourceChanges?.affectedVnfs?[0].changeResult
                == "FAILED")
    }

    @Test("A VNF occurrence sorts its changes by kind, and has none where there are none")
    func vnfOccurrence() throws {
        var occurrence = OperationOccurrence(
            id: "o", subject: .vnf("vnf"), operation: .instantiate, state: .starting, startedAt: start,
            parameters: .object([:]))
        #expect(try decoded(SOL003.VnfLcmOpOcc.self, views.body(occurrence)).resourceChanges == nil)
        occurrence.affected = [
            AffectedResource(kind: .vnfc, change: .added, id: "1", descriptorID: "vdu", resourceName: "d", hostID: "h"),
            AffectedResource(kind: .storage, change: .added, id: "2", descriptorID: "s", resourceName: "v"),
            AffectedResource(kind: .virtualLink, change: .added, id: "3", descriptorID: "vl", resourceName: "n"),
        ]
        let changes = try decoded(SOL003.VnfLcmOpOcc.self, views.body(occurrence)).resourceChanges
        #expect(changes?.affectedVnfcs?.map(\.zoneId) == ["h"])
        #expect(changes?.affectedVirtualStorages?.count == 1)
        #expect(changes?.affectedVirtualLinks?.count == 1)
    }

    @Test("A cleared alarm says so")
    func alarm() throws {
        var alarm = Alarm(
            id: "a", vnfInstanceID: "vnf", vnfcID: "vnfc", raisedAt: start, severity: "CRITICAL",
            probableCause: "guest died",
            details: ["x"])
        #expect(try decoded(SOL003.Alarm.self, views.body(alarm)).perceivedSeverity == "CRITICAL")
        alarm.clearedAt = start.addingTimeInterval(5)
        let wire = try decoded(SOL003.Alarm.self, views.body(alarm))
        #expect(wire.perceivedSeverity == "CLEARED")
        #expect(wire.alarmClearedTime == alarm.clearedAt)
    }

    @Test("userDefinedData of an NSD's modifications may be an object or an array of objects")
    func nsdModifications() throws {
        for body in [#"{"userDefinedData":{"a":1}}"#, #"{"userDefinedData":[{"a":1}]}"#] {
            let wire = try decoded(SOL005.NsdInfoModifications.self, Data(body.utf8))
            #expect(wire == SOL005.NsdInfoModifications(userDefinedData: ["a": .integer(1)]))
        }
    }

    @Test("An attachment that lacks its part is refused with the part's name")
    func attachment() throws {
        let error = #expect(throws: ManifoldError.self) {
            try ManifoldAPI.CreateNetworkRequest.Attachment(type: .physical).model()
        }
        #expect(error?.message.hasPrefix("attachment.interface is missing") == true)
        #expect(
            try ManifoldAPI.CreateNetworkRequest.Attachment(type: .namespace, name: "c", address: "10.0.0.1/24").model()
                == .namespace(name: "c", address: "10.0.0.1/24"))
    }
}
