import API
import Foundation
import HTTPTypes
import MANOModel
import SOL
import Testing

@Suite("What packages take in and give out over HTTP")
struct PackageContentTests {
    private let path = "/vnfpkgm/v2/vnf_packages"

    @Test("A merge patch that takes something away is one, and an attribute that has to be there stays")
    func patches() async throws {
        try await Harness.run { (api) async throws in
            try api.packages.put(Samples.package("p1"))
            func patch(_ body: String) async throws -> (status: Int, json: JSONValue) {
                let answer = try await api.send(.patch, "\(path)/p1", body)
                return (answer.status, answer.json)
            }
            let all = try await patch(#"{"userDefinedData":null}"#)
            #expect(all.status == 200 && all.json == .object(["userDefinedData": .object([:])]), "\(all)")
            #expect(api.packages.changes.last?.userDefinedData == .null)
            let one = try await patch(#"{"userDefinedData":{"a":null,"b":{"c":[1]}}}"#)
            #expect(one.status == 200)
            #expect(
                api.packages.changes.last?.userDefinedData
                    == .object(["a": .null, "b": .object(["c": .array([.integer(1)])])]))
            for refused in [#"{"userDefinedData":5}"#, #"{"operationalState":null}"#, #"{"id":"x"}"#, "{}"] {
                #expect(try await patch(refused).status == 422, "\(refused)")
            }
            let state = try await patch(#"{"operationalState":null,"userDefinedData":{"a":1}}"#)
            #expect(state.status == 422 && state.json["detail"]?.stringValue?.contains("can't be taken away") == true)
            #expect(api.packages.changes.count == 2)
        }
    }

    @Test(
        "A content is an archive: texts are refused before they are read, with what is taken",
        arguments: ["/vnfpkgm/v2/vnf_packages package", "/nsd/v2/ns_descriptors nsd", "/nsd/v2/pnf_descriptors pnfd"])
    func types(place: String) async throws {
        let parts = place.split(separator: " ")
        try await Harness.run { (api) async throws in
            let made = try await api.send(.post, String(parts[0]), "{}").location
            for type in ["text/plain", "application/x-yaml", "text/x-yaml", "application/yaml"] {
                let answer = try await api.send(
                    .put, "\(made)/\(parts[1])_content", data: Data("a: b".utf8), headers: [.contentType: type])
                #expect(answer.status == 415, "\(type)")
                #expect(answer.json["detail"]?.stringValue?.contains("application/zip") == true, "\(answer.text)")
            }
            #expect(api.packages.uploads.isEmpty)
        }
    }

    @Test("A content comes as it was uploaded, and who doesn't take that is told what there is")
    func accepted() async throws {
        let content = StoredContent(location: .data(Data("tar".utf8)), mediaType: "application/gzip")
        try await Harness.run(content: content) { (api) async throws in
            try api.packages.put(Samples.package("p1"))
            let refused = try await api.send(
                .get, "\(path)/p1/package_content", headers: [.accept: "application/zip"])
            #expect(refused.status == 406)
            #expect(refused.json["detail"]?.stringValue?.contains("uploaded as application/gzip") == true)
            let taken = try await api.send(
                .get, "\(path)/p1/package_content", headers: [.accept: "application/zip, application/gzip"])
            #expect(taken.status == 200 && taken.text == "tar")
        }
    }

    @Test("Artifacts are selected by the query, and come as a zip file, or a part of it")
    func artifacts() async throws {
        try await Harness.run { (api) async throws in
            try api.packages.put(Samples.package("p1"))
            let artifacts = "\(path)/p1/artifacts"
            let all = try await api.send(.get, artifacts)
            #expect(all.status == 200 && all.headers[.contentType] == "application/zip" && all.data.count == 1 << 20)
            let part = try await api.send(.get, artifacts, headers: [.range: "bytes=10-600009"])
            #expect(part.status == 206 && part.data.count == 600_000)
            _ = try await api.send(
                .get,
                "\(artifacts)?exclude_all_mano_artifacts&select_non_mano_artifact_sets=a,b&include_signatures"
                    + "&include_external_artifacts")
            _ = try await api.send(.get, "\(artifacts)?exclude_all_non_mano_artifacts")
            #expect(
                api.packages.selections == [
                    ArtifactSelection(), ArtifactSelection(),
                    ArtifactSelection(excludesMANO: true, nonMANOSets: ["a", "b"], withSignatures: true),
                    ArtifactSelection(excludesNonMANO: true),
                ])
            #expect(try await api.send(.get, "\(artifacts)?include_all").status == 400)
            #expect(try await api.send(.get, "\(artifacts)?exclude_all_mano_artifacts=no").status == 400)
            #expect(try await api.send(.get, artifacts, headers: [.accept: "text/plain"]).status == 406)
            #expect(try await api.send(.get, "\(path)/none/artifacts").status == 404)
            #expect(try await api.send(.delete, artifacts).status == 405)
        }
    }

    @Test("A content by its address is taken with a name and a password, not with a token")
    func addresses() async throws {
        try await Harness.run { (api) async throws in
            let made = try await api.send(.post, path, "{}").location
            let fetch = "\(made)/package_content/upload_from_uri"
            let taken = try await api.send(
                .post, fetch, #"{"addressInformation":"https://a.example/p.csar","userName":"u","password":"p"}"#)
            #expect(taken.status == 202 && taken.data.isEmpty)
            #expect(api.packages.addresses.map(\.url) == ["https://a.example/p.csar"])
            #expect(api.packages.addresses.map(\.userName) == ["u"])
            #expect(api.packages.addresses.map(\.password) == ["p"])
            for (body, status) in [
                ("{}", 422), (#"{"addressInformation":"https://a.example/p","password":"p"}"#, 422),
                (#"{"addressInformation":"https://a.example/p","authType":"OAUTH2_CLIENT_CREDENTIALS"}"#, 422),
            ] {
                #expect(try await api.send(.post, fetch, body).status == status, "\(body)")
            }
            try api.packages.put(Samples.package("p1"))
            let conflict = try await api.send(
                .post, "\(path)/p1/package_content/upload_from_uri", #"{"addressInformation":"https://a.example/p"}"#)
            #expect(conflict.status == 409)
            #expect(try await api.send(.get, fetch).status == 405)
            #expect(api.packages.addresses.count == 1)
        }
    }
}
