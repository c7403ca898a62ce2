import API
import Foundation
import HTTPTypes
import MANOModel
import SOL
import Synchronization
import Testing

@Suite("VNF packages and NSDs over HTTP")
struct PackageTests {
    private let path = "/vnfpkgm/v2/vnf_packages"

    @Test("A package is made, read, listed, changed and deleted")
    func wholeLife() async throws {
        try await Harness.run { (api) async throws in
            let made = try await api.send(.post, path, #"{"userDefinedData":{"site":"b"}}"#)
            #expect(made.status == 201)
            #expect(made.json["onboardingState"] == .string("CREATED"))
            #expect(
                made.json["_links"]?["packageContent"]?["href"]
                    == .string("http://localhost\(made.location)/package_content"))
            let read = try await api.send(.get, made.location)
            #expect(read.json == made.json)
            #expect(read.headers[.eTag] == "\"1\"")
            #expect(read.headers[.lastModified] == "Tue, 14 Nov 2023 22:13:20 GMT")
            #expect(try await api.send(.get, path).list.count == 1)
            try api.packages.put(Samples.package("p1"))
            try api.packages.put(Samples.failedPackage("p2"))
            #expect(try await api.send(.get, "\(path)/p1").json["softwareImages"]?.arrayValue?.count == 1)
            #expect(try await api.send(.get, "\(path)/p1").json["additionalArtifacts"]?.arrayValue?.count == 1)
            let failure = try await api.send(.get, "\(path)/p2").json["onboardingFailureDetails"]
            #expect(failure?["status"] == .integer(422))
            #expect(failure?["diagnostics"]?.arrayValue?.first?["rule"] == .string("type-unknown"))
            #expect(try await api.send(.get, "\(path)?all_fields").list.count == 3)
            let changed = try await api.send(.patch, "\(path)/p1", #"{"operationalState":"DISABLED"}"#)
            #expect(changed.status == 200)
            #expect(changed.json == .object(["operationalState": .string("DISABLED")]))
            #expect(changed.headers[.eTag] == "\"2\"")
            #expect(try await api.send(.patch, "\(path)/p1", "{}").status == 422)
            #expect(try await api.send(.delete, "\(path)/p1").status == 204)
            #expect(try await api.send(.get, "\(path)/p1").status == 404)
            #expect(try await api.send(.delete, "\(path)/p1").status == 404)
        }
    }

    @Test("A content goes to the service as it was sent, in pieces of any size", arguments: [1, 1000, 3 << 20])
    func upload(size: Int) async throws {
        try await Harness.run { (api) async throws in
            let id = try await api.send(.post, path, "{}").location
            let content = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            let answer = try await api.send(
                .put, "\(id)/package_content", data: content, headers: [.contentType: "application/zip"])
            #expect(answer.status == 202)
            #expect(answer.data.isEmpty)
            #expect(api.packages.uploads == [content])
        }
    }

    @Test("What can't be taken leaves no file behind")
    func refusedUploads() async throws {
        try await Harness.run { (api) async throws in
            let id = try await api.send(.post, path, "{}").location
            let zip = [HTTPField.Name.contentType: "application/zip"]
            func put(_ data: Data, _ headers: [HTTPField.Name: String]) async throws -> Int {
                try await api.send(.put, "\(id)/package_content", data: data, headers: headers).status
            }
            #expect(try await put(Data(count: 5 << 20), zip) == 413)
            #expect(try await put(Data(), zip) == 400)
            #expect(try await put(Data("refuse this".utf8), zip) == 409)
            #expect(try await put(Data("{}".utf8), [.contentType: "application/json"]) == 415)
            try api.packages.put(Samples.package("p1"))
            #expect(
                try await api.send(.put, "\(path)/p1/package_content", data: Data("x".utf8), headers: zip).status == 409
            )
            #expect(
                try await api.send(.put, "\(path)/nobody/package_content", data: Data("x".utf8), headers: zip).status
                    == 404)
            #expect(api.packages.uploads.isEmpty)
            #expect(api.packages.begun.load(ordering: .relaxed) == 0)
        }
    }

    @Test("What was found in a package is data in its problem; a full disk is the manager's own error")
    func problems() async throws {
        try await Harness.run { (api) async throws in
            let id = try await api.send(.post, path, "{}").location
            let zip: [HTTPField.Name: String] = [.contentType: "application/zip"]
            let refused = try await api.send(.put, "\(id)/package_content", "wrong", headers: zip)
            #expect(refused.status == 422 && refused.detail.hasPrefix("vfw.yaml:3:1"))
            let finding = refused.json["diagnostics"]?.arrayValue?.first
            #expect(finding?["line"] == .integer(3) && finding?["severity"] == .string("error"))
            let full = try await api.send(.put, "\(id)/package_content", "too much", headers: zip)
            #expect(full.status == 507 && full.detail.contains("no room left in /data (0 bytes are free)"))
            #expect(full.json["diagnostics"] == nil)
        }
    }

    @Test("How far an onboarding is can be asked of Manifold's own API")
    func progress() async throws {
        try await Harness.run { (api) async throws in
            try api.packages.put(Samples.package("p1"))
            let answer = try await api.send(.get, "/manifold/v1/vnf_packages/p1/onboarding")
            #expect(answer.status == 200 && answer.json["receivedBytes"] == .integer(4))
            #expect(try await api.send(.get, "/manifold/v1/vnf_packages/none/onboarding").status == 404)
            #expect(try await api.send(.get, "/manifold/v1/ns_descriptors/none/onboarding").status == 404)
        }
    }

    @Test("Ranges of a content, from memory, from a file, and of what is extracted for it", arguments: 0...2)
    func ranges(source: Int) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "range-\(UUID().uuidString)")
        try Data("0123456789".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let digits = Data("0123456789".utf8)
        let location: StoredContent.Location =
            switch source {
            case 0: .data(digits)
            case 1: .file(path: file.path(), size: 10)
            default:
                .extracted(size: 10) { range in
                    let part = FileManager.default.temporaryDirectory.appending(path: "part-\(UUID().uuidString)")
                    try digits[Int(range.lowerBound)..<Int(range.upperBound)].write(to: part)
                    return part.path()
                }
            }
        try await Harness.run(content: StoredContent(location: location, mediaType: "application/zip", tag: "c1")) {
            api in
            try api.packages.put(Samples.package("p1"))
            let content = "\(path)/p1/package_content"
            let whole = try await api.send(.get, content)
            #expect(whole.status == 200)
            #expect(whole.text == "0123456789")
            #expect(whole.headers[.contentLength] == "10")
            for (range, text, header) in [
                ("bytes=2-4", "234", "bytes 2-4/10"), ("bytes=7-", "789", "bytes 7-9/10"),
                ("bytes=-2", "89", "bytes 8-9/10"), ("BYTES=2-4", "234", "bytes 2-4/10"),
                ("bytes=0-99999999999999999999", "0123456789", "bytes 0-9/10"),
                ("bytes=5-99", "56789", "bytes 5-9/10"),
            ] {
                let part = try await api.send(.get, content, headers: [.range: range])
                #expect(part.status == 206)
                #expect(part.text == text)
                #expect(part.headers[.contentRange] == header)
            }
            for range in ["bytes=10-", "bytes=-0", "bytes=99999999999999999999-"] {
                let part = try await api.send(.get, content, headers: [.range: range])
                #expect(part.status == 416, "\(range)")
                #expect(part.headers[.contentRange] == "bytes */10")
            }
            // What is no range of bytes is as if it weren't there.
            for range in ["bytes=0-1,4-5", "bytes=4-2", "bytes=x-y", "bytes=abc", "bytes=--1", "bytes=-", "lines=1-2"] {
                let all = try await api.send(.get, content, headers: [.range: range])
                #expect(all.status == 200 && all.text == "0123456789", "\(range)")
            }
            let stale = try await api.send(.get, content, headers: [.range: "bytes=2-4", .ifRange: "\"old\""])
            #expect(stale.status == 200)
            #expect(try await api.send(.get, content, headers: [.ifNoneMatch: "\"c1\""]).status == 304)
            let head = try await api.send(.head, content)
            #expect(head.status == 200)
            #expect(head.data.isEmpty)
        }
    }

    @Test("A descriptor comes as text where it is one file, and as zip always")
    func descriptors() async throws {
        try await Harness.run { (api) async throws in
            try api.packages.put(Samples.package("p1"))
            try api.packages.put(Samples.package("several"))
            func type(_ id: String, _ accept: String) async throws -> String? {
                let answer = try await api.send(.get, "\(path)/\(id)/vnfd", headers: [.accept: accept])
                return answer.status == 200 ? answer.headers[.contentType] : "\(answer.status)"
            }
            #expect(try await type("p1", "text/plain") == "text/plain")
            #expect(try await type("p1", "application/zip") == "application/zip")
            #expect(try await type("p1", "application/zip, text/plain") == "text/plain")
            #expect(try await type("several", "text/plain") == "406")
            #expect(try await type("several", "text/plain, application/zip") == "application/zip")
            #expect(try await type("p1", "application/json") == "406")
            #expect(try await api.send(.get, "\(path)/p1/vnfd?include_signatures").status == 200)
            #expect(try await api.send(.get, "\(path)/p1/manifest").text == "metadata:")
        }
    }

    @Test("Artifacts are found by their decoded path, and nothing outside the package is")
    func artifacts() async throws {
        let cases = [
            ("Files/a%20b.txt", 200), ("Files/none.txt", 404), ("../../etc/passwd", 404),
            ("Files/../Files/a%20b.txt", 404),
            ("%2e%2e/%2e%2e/etc/passwd", 404), ("Files%2F..%2F..%2Fetc%2Fpasswd", 404), ("./Files/a%20b.txt", 404),
            ("%00", 404), ("Files/a%2", 404), ("Files/%ff", 404), ("..%5c..%5cx", 404),
        ]
        try await Harness.run { (api) async throws in
            try api.packages.put(Samples.package("p1"))
            for (artifact, status) in cases {
                let answer = try await api.send(.get, "\(path)/p1/artifacts/\(artifact)")
                #expect(answer.status == status, "\(artifact)")
            }
        }
    }

    @Test("NSDs have the same life")
    func nsds() async throws {
        try await Harness.run { (api) async throws in
            let made = try await api.send(.post, "/nsd/v2/ns_descriptors", "{}")
            #expect(made.status == 201)
            api.nsds.entries.put("n1", try ResourceViews().body(Samples.nsdInfo("n1")))
            #expect(try await api.send(.get, "/nsd/v2/ns_descriptors/n1").json["nsdName"] == .string("secure-access"))
            #expect(try await api.send(.get, "/nsd/v2/ns_descriptors").list.count == 2)
            for (attribute, id) in [("pnfdInfoIds", "b1"), ("nestedNsdInfoIds", "n0")] {
                let list = try await api.send(.get, "/nsd/v2/ns_descriptors?filter=(cont,\(attribute),\(id))").list
                #expect(list.map { $0["id"] } == [.string("n1")])
                #expect(list.first?[attribute] == .array([.string(id)]))
            }
            let zip = [HTTPField.Name.contentType: "application/zip"]
            #expect(
                try await api.send(.put, "\(made.location)/nsd_content", data: Data("PK".utf8), headers: zip).status
                    == 202)
            for part in ["nsd_content", "nsd", "manifest", "artifacts/Files/notes.txt"] {
                #expect(try await api.send(.get, "/nsd/v2/ns_descriptors/n1/\(part)").status == 200)
            }
            let changed = try await api.send(.patch, "/nsd/v2/ns_descriptors/n1", #"{"userDefinedData":{"a":null}}"#)
            #expect(changed.status == 200)
            let state = try await api.send(.patch, "/nsd/v2/ns_descriptors/n1", #"{"nsdOperationalState":"DISABLED"}"#)
            #expect(state.status == 200)
            #expect(try await api.send(.delete, "/nsd/v2/ns_descriptors/n1").status == 204)
        }
    }
    @Test("PNFDs have it too, but for the operational state")
    func pnfds() async throws {
        try await Harness.run { (api) async throws in
            let made = try await api.send(.post, "/nsd/v2/pnf_descriptors", #"{"userDefinedData":{"room":"1"}}"#)
            #expect(made.status == 201 && made.json["pnfdUsageState"] == .string("NOT_IN_USE"))
            let zip = [HTTPField.Name.contentType: "application/zip"]
            #expect(
                try await api.send(.put, "\(made.location)/pnfd_content", data: Data("PK".utf8), headers: zip).status
                    == 202)
            for part in ["pnfd_content", "pnfd", "manifest", "artifacts/Files/notes.txt"] {
                #expect(try await api.send(.get, "\(made.location)/\(part)").status == 200)
            }
            let changed = try await api.send(.patch, made.location, #"{"userDefinedData":{"room":null}}"#)
            #expect(changed.status == 200)
            let nothing = try await api.send(.patch, made.location, "{}")
            #expect(nothing.status == 422 && nothing.detail.contains("userDefinedData"))
            #expect(try await api.send(.delete, made.location).status == 204)
            #expect(try await api.send(.get, "/nsd/v2/pnf_descriptors").list.isEmpty)
        }
    }
}
