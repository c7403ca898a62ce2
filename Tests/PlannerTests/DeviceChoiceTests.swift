import MANOModel
import Planner
import SeededNumbers
import Testing

/// A guest with several functions or devices gets them whenever there is a way, whatever each would choose by itself.
@Suite("Functions and devices of one guest")
struct DeviceChoiceTests {
    @Test("a function that only one need can have is left to it")
    func lastFunction() {
        let cards = [
            card("ens1", bus: 1, node: 0, functions: 2), card("ens2", bus: 2, node: 0, functions: 1, speed: 1000),
        ]
        // A need without bandwidth would go where another guest is: there the last VF is the only one fast enough.
        let standing = [
            Claim(kind: .device, scope: "id-a", key: "0000:01:10.0", owner: "x"),
            Claim(kind: .bandwidth, scope: "id-a", key: "ens1", amount: 5000, owner: "x"),
        ]
        let guest = demand(
            "v",
            functions: [
                FunctionDemand(id: "slow", physicalNetwork: "red"),
                FunctionDemand(id: "fast", physicalNetwork: "red", bandwidth: 4000),
            ])
        let place1 = host("a", functions: cards, networks: ["ens1": "red", "ens2": "red"])
        let result = place([guest], on: [place1], claims: standing)
        #expect(result["v"]?.functions.map(\.id) == ["slow", "fast"])
        #expect(result["v"]?.functions.map(\.interface) == ["ens2", "ens1"])
    }

    @Test("what is there by itself, but not at once, is told so")
    func notAtOnce() {
        let place1 = host(
            "a", functions: [card("ens1", bus: 1, node: 0, functions: 4)], networks: ["ens1": "red"])
        let guest = demand(
            "v",
            functions: [
                FunctionDemand(id: "c", physicalNetwork: "red", bandwidth: 6000),
                FunctionDemand(id: "d", physicalNetwork: "red", bandwidth: 5000),
            ])
        #expect(
            place([guest], on: [place1]).rejections.flatMap(\.reasons) == [
                "has each of a VF of 6000 Mbit/s on physical network red and a VF of 5000 Mbit/s on physical network red,"
                    + " but not all at once"
            ])
        let none = demand("w", zones: [])
        #expect(
            place([none], on: [place1]).rejections.flatMap(\.reasons) == ["is in zone default, no zone is left for w"])
    }

    @Test("functions are found for a guest exactly where there is a way to give them")
    func functions() {
        var random = SeededGenerator(7)
        var counts = [0, 0]
        for round in 0..<400 {
            let cards = (0..<Int.random(in: 1...3, using: &random)).map { number in
                card(
                    "ens\(number)", bus: number + 1, node: 0, functions: Int.random(in: 0...3, using: &random),
                    speed: [1000, 4000, 10_000].randomElement(using: &random))
            }
            let needs = (0..<Int.random(in: 2...4, using: &random)).map { number in
                FunctionDemand(
                    id: "cp\(number)", physicalNetwork: "red",
                    bandwidth: [0, 500, 1000, 3000, 6000].randomElement(using: &random) ?? 0,
                    isWhole: Int.random(in: 0..<6, using: &random) == 0)
            }
            let networks = Dictionary(cards.map { ($0.name, "red") }) { first, _ in first }
            let result = place([demand("v", functions: needs)], on: [host("a", functions: cards, networks: networks)])
            let isPossible = Self.canGive(needs, cards)
            #expect(result.isPlaced == isPossible, "round \(round)")
            counts[isPossible ? 1 : 0] += 1
        }
        #expect(counts.allSatisfy { $0 > 40 }, "\(counts)")
    }

    @Test("devices are found for a guest exactly where there is a way to give them")
    func devices() {
        var random = SeededGenerator(8)
        var counts = [0, 0]
        let products = ["0001", "0002", "0003"]
        let classes = [0x0b40, 0x1200]
        for round in 0..<400 {
            let devices = (0..<Int.random(in: 2...5, using: &random)).map { number in
                PCIDevice(
                    address: "0000:0\(number):00.0", vendorID: "8086",
                    productID: products.randomElement(using: &random) ?? "",
                    classCode: (classes.randomElement(using: &random) ?? 0) << 8, numaNode: 0)
            }
            let needs = (0..<Int.random(in: 2...3, using: &random)).map { _ in
                DeviceDemand(
                    productID: Bool.random(using: &random) ? products.randomElement(using: &random) : nil,
                    deviceClass: Bool.random(using: &random) ? classes.randomElement(using: &random) : nil,
                    count: Int.random(in: 1...2, using: &random))
            }
            let result = place([demand("v", devices: needs)], on: [host("a", devices: devices)])
            let isPossible = Self.canGive(needs.flatMap { Array(repeating: $0, count: $0.count) }[...], devices)
            #expect(result.isPlaced == isPossible, "round \(round)")
            counts[isPossible ? 1 : 0] += 1
        }
        #expect(counts.allSatisfy { $0 > 40 }, "\(counts)")
    }

    /// All ways are tried.
    private static func canGive(_ needs: [FunctionDemand], _ cards: [PhysicalFunction]) -> Bool {
        func isGood(_ choice: [Int]) -> Bool {
            cards.indices.allSatisfy { index in
                let here = needs.indices.filter { choice[$0] == index }.map { needs[$0] }
                let virtual = here.filter { !$0.isWhole }
                let hasRoom = here.reduce(0) { $0 + $1.bandwidth } <= Int64(cards[index].speed ?? 0)
                return hasRoom && virtual.count <= cards[index].virtualFunctions.count
                    && (virtual.count == here.count || here.count == 1)
            }
        }
        func search(_ choice: [Int]) -> Bool {
            guard choice.count < needs.count else { return isGood(choice) }
            return cards.indices.contains { search(choice + [$0]) }
        }
        return search([])
    }

    private static func canGive(_ needs: ArraySlice<DeviceDemand>, _ devices: [PCIDevice]) -> Bool {
        guard let need = needs.first else { return true }
        return devices.indices.contains { index in
            let device = devices[index]
            guard need.productID.map({ $0 == device.productID }) ?? true,
                need.deviceClass.map({ $0 == device.classCode >> 8 }) ?? true
            else { return false }
            var rest = devices
            rest.remove(at: index)
            return canGive(needs.dropFirst(), rest)
        }
    }
}
