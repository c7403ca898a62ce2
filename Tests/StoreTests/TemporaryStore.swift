import Foundation
import MANOModel
import SOL
import Store

/// A store in a folder of its own, which goes with it.
struct TemporaryStore {
    let folder: String
    let store: StateStore

    var path: String { folder + "/state.sqlite" }

    static func run(_ body: (TemporaryStore) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mf-store-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try StateStore(path: folder + "/state.sqlite", views: StandardBodies())
        try await body(TemporaryStore(folder: folder, store: store))
        try store.close()
    }

    /// What another program reads.
    func sqlite3(_ sql: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/sqlite3")
        process.arguments = ["-cmd", ".timeout 5000", path, sql]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.trimmingCharacters(in: .newlines)
    }

    static let now = Date(timeIntervalSince1970: 1_700_000_000)

    static func package(_ id: String) -> VNFPackage { VNFPackage(id: Identifier(id), createdAt: now) }

    static func instance(_ id: String, of package: String, name: String) -> VNFInstance {
        VNFInstance(
            id: Identifier(id), name: name, vnfdID: "vnfd-\(package)", packageID: Identifier(package), provider: "p",
            productName: "n", softwareVersion: "1", vnfdVersion: "1", createdAt: now)
    }

    static func host(_ id: String, cores: Int = 4, memory: Int64 = 8 << 30) -> MANOModel.Host {
        MANOModel.Host(
            id: Identifier(id), name: id, connection: .simulated(name: id),
            facts: HostFacts(
                hypervisorVersion: "1", cpuModel: "any", architecture: "x86_64", kvm: false,
                numaNodes: [NUMANode(id: 0, cores: Array(0..<cores), memory: memory)], storageCapacity: 100 << 30,
                storageFree: 100 << 30),
            vCPUOvercommit: 1, reservedMemory: 0)
    }
}

/// The standard's bodies.
struct StandardBodies: ResourceRendering {
    private let views = ResourceViews()

    func body(_ package: VNFPackage) throws -> Data { try views.body(package) }
    func body(_ nsd: NSDInfo) throws -> Data { try views.body(nsd) }
    func body(_ pnfd: PNFDInfo) throws -> Data { try views.body(pnfd) }
    func body(_ instance: VNFInstance) throws -> Data { try views.body(instance) }
    func body(_ instance: NSInstance) throws -> Data { try views.body(instance) }
    func body(_ occurrence: OperationOccurrence) throws -> Data { try views.body(occurrence) }
    func body(_ alarm: Alarm) throws -> Data { try views.body(alarm) }
}
