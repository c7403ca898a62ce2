import FoundationEssentials
import Logging
import MANOModel
import Testing
import VIM

@testable import LibvirtVIM

@Suite("Virtual functions")
struct FunctionTests {
    private static let answer = """
        [{"ifname":"ens1","vfinfo_list":[
        {"vf":0,"address":"02:00:00:00:00:01","vlan_list":[{"vlan":7}],"rate":{"max_tx":0,"min_tx":0},
        "spoofchk":true,"link_state":"auto","trust":false},
        {"vf":1,"address":"02:00:00:00:00:02","vlan_list":[{}]}]}]
        """

    @Test("what iproute2 tells of a function is read; what a driver doesn't have is nil")
    func state() {
        let answer = Array(Self.answer.utf8)
        #expect(
            FunctionState.read(answer, function: 0)
                == FunctionState(
                    checksSource: true, isTrusted: false, linkState: "auto", maximumRate: 0, minimumRate: 0))
        #expect(FunctionState.read(answer, function: 1) == FunctionState())
        #expect(FunctionState.read(answer, function: 2) == nil)
        #expect(FunctionState.read(Array("[]".utf8), function: 0) == nil)
        #expect(FunctionState.read(Array("no JSON".utf8), function: 0) == nil)
    }

    @Test("only what differs is set, and taking it back is the way back")
    func changes() throws {
        let before = try #require(FunctionState.read(Array(Self.answer.utf8), function: 0))
        let wish = FunctionState(
            GuestInterface.VirtualFunctionSettings(
                segment: 7, checksSource: true, isTrusted: true, linkState: .enable, bandwidth: 100))
        #expect(
            before.changes(to: wish).map(\.arguments)
                == [["trust", "on"], ["state", "enable"], ["max_tx_rate", "100"]])
        #expect(before.changes(to: wish).map(\.isRate) == [false, false, true])
        var after = before
        after.isTrusted = true
        after.linkState = "enable"
        after.maximumRate = 100
        #expect(after.changes(to: wish).isEmpty)
        #expect(
            after.changes(to: before).map(\.arguments)
                == [["trust", "off"], ["state", "auto"], ["max_tx_rate", "0"]])
        #expect(before.changes(to: FunctionState(GuestInterface.VirtualFunctionSettings())).isEmpty)
    }

    /// A card with two functions, the first with an interface.
    private func card(_ system: FakeSystem) throws {
        try system.addPCI("0000:01:00.0", "8086:10c9", driver: "igb")
        try system.addInterface("ens1", on: "0000:01:00.0")
        try system.write("/sys/devices/pci0000:00/0000:01:00.0/sriov_totalvfs", "7")
        try system.write("/sys/devices/pci0000:00/0000:01:00.0/sriov_numvfs", "2")
        for (index, address) in ["0000:01:10.0", "0000:01:10.2"].enumerated() {
            try system.addPCI(address, "8086:10ca", driver: "igbvf")
            try system.addVF(address, of: "0000:01:00.0", index)
        }
        try system.addInterface("ens1v0", on: "0000:01:10.0")
    }

    private func settings(_ system: FakeSystem) -> FunctionSettings {
        FunctionSettings(host: "h", system: system.tree, log: Logger(label: "test"))
    }

    private func set(_ count: Int, of interface: String = "ens1", _ system: FakeSystem) throws {
        try FunctionCount(host: "h", interface: interface, system: system.tree, settings: settings(system)).set(count)
    }

    private func error(_ body: () throws -> Void) -> ManifoldError? {
        do {
            try body()
            return nil
        } catch {
            return error as? ManifoldError
        }
    }

    @Test("a function is found with its card's interface and its number; one that is gone or elsewhere isn't")
    func place() async throws {
        try await FakeSystem.run { system in
            try card(system)
            #expect(
                try settings(system).place(of: "0000:01:10.0")
                    == FunctionSettings.Place(address: "0000:01:10.0", interface: "ens1", number: 0))
            let elsewhere = error { _ = try settings(system).place(of: "0000:01:10.2") }
            #expect(elsewhere?.message.contains("in use by somebody else") == true)
            #expect(elsewhere?.message.contains("0000:01:10.2 of host h") == true)
            #expect(error { _ = try settings(system).place(of: "0000:01:10.4") }?.message.contains("is gone") == true)
            #expect(error { _ = try settings(system).place(of: "../x") }?.message.contains("is gone") == true)
            #expect(
                error { _ = try settings(system).place(of: "0000:01:00.0") }?.message.contains("no virtual function")
                    == true)
        }
    }

    @Test("the number of functions is set where nobody uses those that there are")
    func count() async throws {
        try await FakeSystem.run { system in
            try card(system)
            #expect(error { try set(3, system) }?.code == .conflict)
            try system.addInterface("ens1v1", on: "0000:01:10.2")
            try set(3, system)
            #expect(system.tree.number("/sys/class/net/ens1/device/sriov_numvfs") == 3)
            try set(0, system)
            #expect(system.tree.number("/sys/class/net/ens1/device/sriov_numvfs") == 0)
        }
    }

    @Test("a card that can't have so many, or none, is refused with host and interface")
    func impossible() async throws {
        try await FakeSystem.run { system in
            try card(system)
            try system.addPCI("0000:02:00.0", "8086:10d3", driver: "e1000e")
            try system.addInterface("ens2", on: "0000:02:00.0")
            #expect(error { try set(8, system) }?.message.contains("ens1 of host h can't have 8") == true)
            #expect(error { try set(-1, system) }?.code == .unprocessable)
            let plain = error { try set(1, of: "ens2", system) }
            #expect(plain?.message.contains("ens2 of host h") == true && plain?.message.contains("e1000e") == true)
            #expect(error { try set(1, of: "ens3", system) }?.message == "host h has no interface ens3")
            #expect(error { try set(1, of: "../../ens1", system) }?.code == .unprocessable)
        }
    }

    @Test("a driver that refuses is told of with host, interface and errno")
    func refusal() async throws {
        try await FakeSystem.run { system in
            try card(system)
            let refused = FunctionCount(
                host: "h", interface: "ens1", system: system.tree, settings: settings(system)
            ).refused(2, 28)
            #expect(refused.message == "driver igb of ens1 on host h refuses 2 virtual functions")
            #expect(refused.cause?.hasPrefix("ENOSPC: ") == true)
        }
    }
}
