import FoundationEssentials
import MANOModel
import Testing

@testable import LibvirtVIM

private let uri = ProcessInfo.processInfo.environment["MANIFOLD_LIBVIRT_URI"]

@Suite(
    "Facts of a real libvirtd", .serialized, .timeLimit(.minutes(1)),
    .enabled(if: uri != nil, "MANIFOLD_LIBVIRT_URI names no libvirtd: start one with Deploy/lab"))
struct RealFactsTests {
    @Test("CPUs, features, devices and pools of this machine are told, and again the same")
    func facts() async throws {
        try await withTemporaryFolder { folder in
            let driver = try LibvirtDriver(
                name: "lab", uri: try #require(uri), storageFolder: "\(folder)/pool")
            let first = try await driver.facts()
            let clock = ContinuousClock()
            var second = first
            let time = try await clock.measure { second = try await driver.facts() }
            print("facts of \(first.pciDevices.count) PCI devices: \(time)")
            try await driver.releaseStorage()
            await driver.close()
            #expect(second.changes(since: first).isEmpty)
            let online = try #require(SystemTree().text("/sys/devices/system/cpu/online"))
            #expect(first.numaNodes.flatMap(\.cores).sorted() == CPUList.parse(online))
            #expect(first.cpuFeatures.contains("sse2") || first.architecture != "x86_64")
            #expect(first.emulator?.isEmpty == false)
            let addresses = SystemTree().names("/sys/bus/pci/devices")
            #expect(first.deviceAddresses.subtracting([""]).isSubset(of: addresses))
            #expect(first.pciDevices.allSatisfy { $0.classCode >> 16 != 0x06 })
            #expect(first.storagePools.contains { $0.path == "\(folder)/pool/volumes" && $0.capacity > 0 })
            #expect(first.notKnown.isEmpty)
        }
    }
}
