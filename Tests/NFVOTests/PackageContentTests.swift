import FileServer
import Foundation
import MANOModel
import SOL
import Store
import Testing

@testable import Descriptors
@testable import NFVO

/// Contents that the server fetches, and artifacts that it gives out together.
extension CatalogueTests {
    private func fetch(
        _ catalogue: Catalogue, _ url: String, name: String? = nil, password: String? = nil, limit: Int64 = 1 << 30
    ) async throws -> VNFPackage {
        let id = try await catalogue.packages.create(userDefinedData: nil)
        try await catalogue.packages.fetchContent(
            id, from: PackageAddress(url: url, userName: name, password: password, maximumBytes: limit))
        return try await catalogue.settled(id)
    }

    @Test("a package is fetched from where the client says, and is the same as one that was uploaded")
    func fetchedPackages() async throws {
        let bytes = try package()
        let server = try FileServer(content: bytes)
        for (url, name) in [
            (server.http("whole"), nil), (server.http("broken"), nil), (server.ftp("whole"), nil),
            (server.http("locked"), "user"),
        ] as [(String, String?)] {
            try await with { catalogue in
                let package = try await fetch(catalogue, url, name: name, password: name.map { _ in "p/@ss" })
                #expect(package.onboardingState == .onboarded, "\(String(describing: package.failure))")
                #expect(package.contentHash == RuleSample.digest(Array(bytes)))
                #expect(try await catalogue.bytes(catalogue.packages.content(package.id)) == bytes)
                #expect(try catalogue.files.filter { $0.hasPrefix("uploads") || $0.hasPrefix("staging") }.isEmpty)
            }
        }
    }

    @Test("a package that can't be fetched, or may not be, is an error that says why and names no password")
    func unfetchedPackages() async throws {
        let server = try FileServer(content: try package())
        let cases: [(ImageSources, String, String?, Int64, String)] = [
            (ImageSources(), server.http("none"), nil, 1 << 30, "404"),
            (ImageSources(), server.http("locked"), nil, 1 << 30, "401"),
            (ImageSources(), server.http("locked"), "somebody", 1 << 30, "401"),
            (ImageSources(), server.http("whole"), nil, 100, "can't be fetched"),
            (ImageSources(maximumBytes: 100), server.http("whole"), nil, 1 << 30, "can't be fetched"),
            (ImageSources(reach: .public), server.http("whole"), nil, 1 << 30, "private network"),
            (ImageSources(reach: .none), server.http("whole"), nil, 1 << 30, "fetches nothing"),
            (ImageSources(), "file:///etc/passwd", nil, 1 << 30, "has no folder"),
            (ImageSources(folder: "/usr"), "file:///usr/../etc/passwd", nil, 1 << 30, "no such file in the folder"),
            (ImageSources(), "gopher://127.0.0.1/x", nil, 1 << 30, "upload the package itself"),
            (ImageSources(), "http://me:hidden@127.0.0.1:1/x", "me", 1 << 30, "don't go with it"),
        ]
        for (sources, url, name, limit, reason) in cases {
            try await with(PackageIntake(images: sources)) { catalogue in
                let refused = try await fetch(
                    catalogue, url, name: name, password: name.map { _ in "hidden" }, limit: limit)
                let text = refused.failure?.description ?? ""
                #expect(refused.onboardingState == .error && text.contains(reason), "\(text)")
                #expect(!text.contains("hidden"), "\(text)")
                #expect(try catalogue.files.isEmpty)
            }
        }
    }

    @Test("a content is on its way once: the second is told to wait")
    func onItsWay() async throws {
        let server = try FileServer(content: try package())
        try await with { catalogue in
            let id = try await catalogue.packages.create(userDefinedData: nil)
            let address = PackageAddress(url: server.http("slow"), maximumBytes: 1 << 30)
            try await catalogue.packages.fetchContent(id, from: address)
            #expect(try await catalogue.packages.progress(id).state == "UPLOADING")
            let error = await #expect(throws: ManifoldError.self) {
                try await catalogue.packages.fetchContent(id, from: address)
            }
            #expect(error?.code == .conflict && error?.remedy?.contains("wait") == true, "\(String(describing: error))")
            #expect(try await catalogue.settled(id).onboardingState == .onboarded)
        }
    }

    @Test("artifacts come together in a zip file: what is for the manager, what isn't, and chosen sets")
    func selectedArtifacts() async throws {
        try await with { catalogue in
            let big = [UInt8](repeating: 65, count: 9 << 20)
            let bytes = try package { files in
                files["Files/readme.txt"] = Array("read me".utf8)
                files["Files/big.txt"] = big
                files["Files/notes.txt"] = Array("notes".utf8)
                files["vnfd.mf", default: []] += Array(
                    """

                    non_mano_artifact_sets:
                      org.one:
                        Source: Files/readme.txt
                      org.two:
                        Source: Files/notes.txt

                    """.utf8)
            }
            let package = try await catalogue.onboard(bytes)
            #expect(package.onboardingState == .onboarded, "\(String(describing: package.failure))")
            func names(_ selection: ArtifactSelection) async throws -> Set<String> {
                let file = try await catalogue.packages.artifacts(package.id, selection)
                #expect(file.mediaType == "application/zip")
                let path = FileManager.default.temporaryDirectory.appendingPathComponent("z-\(UUID().uuidString)").path
                defer { try? FileManager.default.removeItem(atPath: path) }
                let data = try await catalogue.bytes(file)
                #expect(Int64(data.count) == file.size)
                // One without entries is its end alone, which libarchive takes for no zip file.
                if data == Data([0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)) { return [] }
                try data.write(to: URL(fileURLWithPath: path))
                var found: [String: Int] = [:]
                try ArchiveSource(path: path).visit { (entry, read) throws(SourceError) in
                    var size = 0
                    try Chunks.forEach(read) { (chunk) throws(SourceError) in size += chunk.count }
                    found[entry.name] = size
                }
                if let size = found["Files/big.txt"] { #expect(size == big.count) }
                return Set(found.keys)
            }
            let mano: Set = ["Files/big.txt", "Scripts/instantiate.sh"]
            let all = try await names(ArtifactSelection())
            #expect(all.isSuperset(of: mano.union(["Files/readme.txt", "Files/notes.txt"])), "\(all)")
            #expect(all.isDisjoint(with: ["Definitions/vnfd.yaml", "vnfd.mf", "Files/images/vdu.qcow2"]), "\(all)")
            let own = try await names(ArtifactSelection(excludesNonMANO: true))
            #expect(own == all.subtracting(["Files/readme.txt", "Files/notes.txt"]))
            #expect(
                try await names(ArtifactSelection(excludesMANO: true)) == ["Files/readme.txt", "Files/notes.txt"])
            #expect(
                try await names(ArtifactSelection(excludesMANO: true, nonMANOSets: ["org.two"])) == ["Files/notes.txt"])
            #expect(try await names(ArtifactSelection(excludesMANO: true, excludesNonMANO: true)).isEmpty)
            let error = await #expect(throws: ManifoldError.self) {
                try await catalogue.packages.artifacts(package.id, ArtifactSelection(nonMANOSets: ["org.three"]))
            }
            #expect(error?.code == .malformed && error?.remedy == "it has org.one, org.two")
            #expect(try catalogue.files.filter { $0.hasPrefix("staging") }.isEmpty)
        }
    }
}
