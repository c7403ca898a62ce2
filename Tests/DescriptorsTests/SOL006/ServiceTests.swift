import Foundation
import MANOModel
import Testing

@testable import Descriptors

/// Services that are written in both languages.
@Suite("Services in SOL001 and in SOL006")
struct ServiceTests {
    struct Pair: Sendable, CustomTestStringConvertible {
        var service: String
        var first: String
        var second: String

        var testDescription: String { "\(service): \(first) and \(second)" }
    }

    static let pairs = [
        Pair(service: "gateway", first: "vnfd.yaml", second: "vnfd.yaml"),
        Pair(service: "gateway", first: "nsd.yaml", second: "nsd.json"),
        Pair(service: "chain", first: "vnfd.yaml", second: "vnfd.xml"),
        Pair(service: "chain", first: "nsd.yaml", second: "nsd.yaml"),
        Pair(service: "fabric", first: "vnfd.yaml", second: "vnfd.yaml"),
        Pair(service: "fabric", first: "nsd.yaml", second: "nsd.yaml"),
        Pair(service: "fabric", first: "pnfd.yaml", second: "pnfd.xml"),
    ]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Services").path

    /// Compiles one file of a folder; the others are there to be imported.
    private func compile(_ folder: String, _ name: String) throws -> (CompiledDescriptor?, [Diagnostic]) {
        var files = DescriptorFiles()
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
            files.texts[file] = Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)")))
        }
        let log = DiagnosticLog()
        var compiler = DescriptorCompiler(files: files, log: log)
        return (compiler.compile(name), log.sorted)
    }

    /// The model as text, a line for each value, keys in order.
    private func dump(_ descriptor: CompiledDescriptor) throws -> [Substring] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data =
            switch descriptor {
            case .vnfd(let vnfd): try encoder.encode(vnfd)
            case .nsd(let nsd): try encoder.encode(nsd)
            case .pnfd(let pnfd): try encoder.encode(pnfd)
            }
        return String(decoding: data, as: UTF8.self).split(separator: "\n")
    }

    @Test("both become the same model", arguments: pairs)
    func same(pair: Pair) throws {
        let base = "\(Self.folder)/\(pair.service)"
        let (first, firstFindings) = try compile("\(base)/sol001", pair.first)
        let (second, secondFindings) = try compile("\(base)/sol006", pair.second)
        #expect(firstFindings.filter { $0.severity == .error } == [])
        #expect(secondFindings.filter { $0.severity == .error } == [])
        guard let first, let second else { return }
        let left = try dump(first)
        let right = try dump(second)
        let difference = right.difference(from: left)
        #expect(difference.isEmpty, "\(Self.shown(difference).prefix(40).joined(separator: "\n"))")
        #expect(first == second)
        #expect(left.count > 40)
    }

    private static func shown(_ difference: CollectionDifference<Substring>) -> [String] {
        difference.map {
            switch $0 {
            case .remove(let line, let text, _): "sol001 \(line): \(text)"
            case .insert(let line, let text, _): "sol006 \(line): \(text)"
            }
        }
    }

    @Test(
        "a file by itself is valid in each language",
        arguments: [
            "gateway/sol006/vnfd.yaml", "gateway/sol006/nsd.json", "chain/sol006/vnfd.xml", "fabric/sol006/pnfd.xml",
        ]
    )
    func alone(path: String) {
        let found = DescriptorValidation.validate(path: "\(Self.folder)/\(path)")
        #expect(found.filter { $0.severity == .error } == [])
        #expect(found.allSatisfy { $0.file == "\(Self.folder)/\(path)" })
    }

    @Test("the services have what they are there for")
    func contents() throws {
        guard case .vnfd(let gateway)? = try compile("\(Self.folder)/gateway/sol006", "vnfd.yaml").0,
            case .nsd(let chain)? = try compile("\(Self.folder)/chain/sol006", "nsd.yaml").0
        else {
            Issue.record("the services do not compile")
            return
        }
        #expect(gateway.flavours.map(\.id) == ["basic", "turbo"])
        let turbo = try #require(gateway.flavour("turbo"))
        #expect(turbo.vduCps.filter { $0.vnicType == .direct }.count == 2)
        #expect(turbo.instantiationLevel("large")?.vduInstances == ["controller": 2, "forwarder": 5])
        #expect(turbo.numberOfInstances(ofVDU: "forwarder", at: ["throughput": 3]) == 7)
        let forwarder = try #require(turbo.vdu("forwarder"))
        #expect(forwarder.compute.pageSize == .bytes(1 << 30) && forwarder.compute.numaNodes == 2)
        let path = try #require(chain.flavours[0].vnffgs.first?.nfps.first)
        #expect(path.positions.map(\.elements.count) == [1, 2, 1] && path.rules.count == 2)
        #expect(path.positions[1].elements.map(\.egress.cpdID) == ["right", "right"])
    }
}
