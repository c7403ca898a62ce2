import API
import AnswerJudge
import Foundation
import HTTPTypes
import Hummingbird
import MANOModel
import Testing

@Suite("The rules that all APIs share (SOL013)")
struct RuleTests {
    private let vnfs = "/vnflcm/v2/vnf_instances"

    @Test(
        "Answers are checked against ETSI's OpenAPI files",
        .enabled(
            if: AnswerChecker.shared != nil, "check_answer.py of the shared folder, or Python's jsonschema, is missing")
    )
    func checker() throws {
        let checker = try #require(AnswerChecker.shared)
        let good = #"{"method":"GET","path":"/nslcm/v2/ns_instances","status":200,"body":[],"headers":["Version"]}"#
        let bad =
            #"{"method":"GET","path":"/nslcm/v2/ns_instances","status":200,"body":[{"id":"x"}],"headers":["Version"]}"#
        #expect(try checker.differences(in: Data(good.utf8)) == [])
        #expect(try checker.differences(in: Data(bad.utf8)).contains { $0.contains("nsInstanceName") })
    }

    @Test("Each API says its versions, with and without the major version in the path")
    func versions() async throws {
        try await Harness.run { (api) async throws in
            for definition in APIDefinition.all {
                for path in ["/\(definition.name)", definition.path] {
                    let answer = try await api.send(.get, "\(path)/api_versions", headers: [.version: ""])
                    #expect(answer.status == 200)
                    #expect(answer.json["apiVersions"]?.arrayValue?.first?["version"] == .string(definition.version))
                    #expect(answer.json["uriPrefix"] == .string("http://localhost\(path)/"))
                    #expect(try await api.send(.post, "\(path)/api_versions", "{}").status == 405)
                }
            }
        }
    }

    @Test("A client that takes no JSON is told so before anything is made")
    func acceptOfPost() async throws {
        try await Harness.run { (api) async throws in
            let answer = try await api.send(.post, "/vnfpkgm/v2/vnf_packages", "{}", headers: [.accept: "text/html"])
            #expect(answer.status == 406)
            #expect(try await api.send(.get, "/vnfpkgm/v2/vnf_packages").list.isEmpty)
        }
    }

    @Test("A request says its version: none is 400, another 406, an implementation's suffix is not compared")
    func versionHeader() async throws {
        try await Harness.run { (api) async throws in
            #expect(try await api.send(.get, vnfs, headers: [.version: ""]).status == 400)
            #expect(try await api.send(.get, vnfs, headers: [.version: "1.3.0"]).status == 406)
            #expect(try await api.send(.get, vnfs, headers: [.version: "2.3.0-impl:example.org:7"]).status == 200)
            #expect(try await api.send(.get, "/manifold/v1/hosts", headers: [.version: ""]).status == 200)
            #expect(try await api.send(.get, "/manifold/v1/hosts", headers: [.version: "9.0.0"]).status == 406)
        }
    }

    @Test("Without a good bearer token nothing is answered")
    func authentication() async throws {
        let headers = ["", "Bearer nope", "Basic c2VjcmV0", "Bearer", "secret-token"]
        let paths = [vnfs, "/nowhere", "/manifold/v1/status", "/vnflcm/api_versions"]
        try await Harness.run { (api) async throws in
            for (header, path) in headers.flatMap({ header in paths.map { (header, $0) } }) {
                let answer = try await api.send(.get, path, headers: [.authorization: header])
                #expect(answer.status == 401)
                #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer realm=") == true)
            }
        }
    }

    @Test("Any of the tokens will do, in any spelling of the scheme")
    func tokens() async throws {
        try await Harness.run { (api) async throws in
            #expect(try await api.send(.get, vnfs, headers: [.authorization: "Bearer another"]).status == 200)
            #expect(try await api.send(.get, vnfs, headers: [.authorization: "bearer secret-token"]).status == 200)
        }
    }

    @Test("Unknown paths and ids are 404 with a problem")
    func unknown() async throws {
        try await Harness.run { (api) async throws in
            for path in [
                "/", "/nowhere", "/vnflcm/v1/vnf_instances", "\(vnfs)/nobody", "\(vnfs)/..%2f..%2fetc", "\(vnfs)/%00",
                "\(vnfs)/%",
                "\(vnfs)/'%20or%201=1", "\(vnfs)/\(String(repeating: "a", count: 300))", "\(vnfs)/%2e%2e",
            ] {
                #expect(try await api.send(.get, path).status == 404, "\(path)")
            }
            #expect(try await api.send(.post, "\(vnfs)/x/change_flavour", "{}").status == 404)
        }
    }

    @Test("A method that a path doesn't have is 405 with those that it has")
    func methods() async throws {
        try await Harness.run { (api) async throws in
            let answer = try await api.send(.put, vnfs, "{}")
            #expect(answer.status == 405)
            #expect(answer.headers[.allow] == "GET, HEAD, OPTIONS, POST")
            #expect(try await api.send(.patch, "\(vnfs)/x", "{}").status == 405)
            let options = try await api.send(.options, "\(vnfs)/x")
            #expect(options.status == 204)
            #expect(options.headers[.allow] == "DELETE, GET, HEAD, OPTIONS")
        }
    }

    @Test("HEAD answers as GET without the body")
    func head() async throws {
        try await Harness.run { (api) async throws in
            try api.vnfs.put(Samples.vnf("vnf-1", instantiated: true))
            for path in [vnfs, "\(vnfs)/vnf-1"] {
                let get = try await api.send(.get, path)
                let head = try await api.send(.head, path)
                #expect(head.status == 200)
                #expect(head.data.isEmpty)
                #expect(head.headers == get.headers)
            }
            let missing = try await api.send(.head, "\(vnfs)/nobody")
            #expect(missing.status == 404)
            #expect(missing.data.isEmpty)
            #expect(try await api.send(.head, vnfs, headers: [.authorization: ""]).data.isEmpty)
        }
    }

    @Test("Accept and Content-Type are looked at")
    func mediaTypes() async throws {
        try await Harness.run { (api) async throws in
            for (accept, status) in [
                ("application/json", 200), ("*/*", 200), ("application/*;q=0.5", 200),
                ("text/html, application/json", 200),
                ("text/html", 406), ("application/json;q=0", 406), ("", 200),
            ] {
                #expect(try await api.send(.get, vnfs, headers: [.accept: accept]).status == status, "\(accept)")
            }
            let body = #"{"vnfdId":"vnfd-1"}"#
            for (type, status) in [
                ("application/json", 201), ("application/json; charset=utf-8", 201), ("", 201), ("text/plain", 415),
                ("application/x-www-form-urlencoded", 415), ("application/merge-patch+json", 415),
            ] {
                #expect(
                    try await api.send(.post, vnfs, body, headers: [.contentType: type]).status == status, "\(type)")
            }
            try api.packages.put(Samples.package("p1"))
            let patch = try await api.send(
                .patch, "/vnfpkgm/v2/vnf_packages/p1", #"{"operationalState":"DISABLED"}"#,
                headers: [.contentType: "application/merge-patch+json"])
            #expect(patch.status == 200)
        }
    }

    @Test("Bodies that can't be read are refused with the place")
    func badBodies() async throws {
        let cases = [
            ("{\"vnfdId\":\n oops}", 400, "line 2, column 2"), ("", 400, "no body"), ("[]", 422, "wrong type"),
            ("{}", 422, "vnfdId is missing"), (#"{"vnfdId":null}"#, 422, "vnfdId"),
            (#"{"vnfdId":7}"#, 422, "expected: a string"),
            (#"{"vnfdId":"other"}"#, 422, "there is no VNFD other"),
        ]
        try await Harness.run { (api) async throws in
            for (body, status, detail) in cases {
                let answer = try await api.send(.post, vnfs, body)
                #expect(answer.status == status, "\(body)")
                #expect(answer.detail.contains(detail), "\(answer.detail)")
            }
        }
    }

    @Test("A body above the limit is 413")
    func tooLarge() async throws {
        try await Harness.run { (api) async throws in
            let answer = try await api.send(.post, vnfs, "\"\(String(repeating: "a", count: 70_000))\"")
            #expect(answer.status == 413)
        }
    }

    @Test("Pages follow each other without gaps, with filter and selectors")
    func paging() async throws {
        try await Harness.run(pageSize: 3) { (api) async throws in
            for number in 10..<20 {
                var vnf = Samples.vnf("vnf-\(number)", instantiated: number % 2 == 0)
                vnf.name = number % 2 == 0 ? "even" : "odd, 'really'"
                try api.vnfs.put(vnf)
            }
            func all(_ query: String) async throws -> (ids: [String], pages: Int) {
                var ids: [String] = []
                var pages = 0
                var next: String? = vnfs + query
                while let uri = next {
                    let answer = try await api.send(.get, uri)
                    #expect(answer.status == 200)
                    #expect(answer.list.count <= 3)
                    ids += answer.list.compactMap { $0["id"]?.stringValue }
                    pages += 1
                    next = answer.headers[.link].map { link in
                        #expect(link.hasSuffix(">; rel=\"next\""))
                        return String(link.dropFirst("<http://localhost".count).prefix { $0 != ">" })
                    }
                }
                return (ids, pages)
            }
            #expect(try await all("") == (ids: (10..<20).map { "vnf-\($0)" }, pages: 4))
            #expect(
                try await all("?filter=(eq,instantiationState,INSTANTIATED)&all_fields")
                    == (ids: [10, 12, 14, 16, 18].map { "vnf-\($0)" }, pages: 2))
            #expect(try await all("?filter=(eq,vnfInstanceName,%27odd,%20%27%27really%27%27%27)").ids.count == 5)
            #expect(try await all("?filter=(eq,id,vnf-19)").ids == ["vnf-19"])
            #expect(try await all("?filter=(eq,id,vnf-99)") == (ids: [], pages: 1))
            #expect(api.vnfs.vnfs.conditions.contains([IndexedCondition(attribute: "id", values: ["vnf-99"])]))
        }
    }

    @Test("A list that ends with its page has no next one", arguments: [1, 3])
    func exactPage(count: Int) async throws {
        try await Harness.run(pageSize: 3) { (api) async throws in
            for number in 0..<count { try api.vnfs.put(Samples.vnf("vnf-\(number)", instantiated: false)) }
            let answer = try await api.send(.get, vnfs)
            #expect(answer.list.count == count)
            #expect(answer.headers[.link] == nil)
        }
    }

    @Test("An empty list is []")
    func emptyList() async throws {
        try await Harness.run { (api) async throws in
            #expect(try await api.send(.get, vnfs).text == "[]")
        }
    }

    @Test("A bad query is 400 and says what is wrong")
    func badQueries() async throws {
        let cases = [
            ("filter=(eq,nope,1)", "nope"), ("filter=eq,id,1", "character 1"), ("fields=nope", "nope"),
            ("unknown=1", "unknown"),
            ("all_fields&exclude_default", "all_fields"), ("fields=metadata&exclude_fields=extensions", "fields"),
            ("exclude_fields=metadata&exclude_default", "exclude_default"), ("all_fields=no", "no"),
            ("nextpage_opaque_marker=%21", "marker"), ("filter=%zz", "percent"),
            ("fields=metadata&fields=extensions", "twice"),
        ]
        try await Harness.run { (api) async throws in
            for (query, detail) in cases {
                let answer = try await api.send(.get, "\(vnfs)?\(query)")
                #expect(answer.status == 400, "\(query)")
                #expect(answer.detail.contains(detail), "\(answer.detail)")
            }
            #expect(try await api.send(.get, "\(vnfs)/x?fields=metadata").status == 400)
        }
    }

    @Test("Lists leave out the default's attributes; selectors bring them back")
    func selectors() async throws {
        try await Harness.run { (api) async throws in
            try api.vnfs.put(Samples.vnf("vnf-1", instantiated: true))
            func names(_ query: String) async throws -> [String] {
                let vnf = try await api.send(.get, "\(vnfs)\(query)").list.first
                let optional = ["metadata", "extensions", "vnfConfigurableProperties", "instantiatedVnfInfo"]
                #expect(vnf?["_links"]?["self"]?["href"] == .string("http://localhost\(vnfs)/vnf-1"))
                return optional.filter { vnf?[$0] != nil }
            }
            #expect(try await names("") == [])
            #expect(try await names("?exclude_default") == [])
            #expect(try await names("?all_fields").count == 4)
            #expect(try await names("?fields=metadata") == ["metadata"])
            #expect(try await names("?fields=metadata&exclude_default") == ["metadata"])
            #expect(
                try await names("?exclude_fields=metadata") == [
                    "extensions", "vnfConfigurableProperties", "instantiatedVnfInfo",
                ])
            #expect(try await names("?fields=instantiatedVnfInfo/vnfcResourceInfo") == ["instantiatedVnfInfo"])
            let nested = try await api.send(.get, "\(vnfs)?fields=instantiatedVnfInfo/vnfcResourceInfo").list.first
            #expect(nested?["instantiatedVnfInfo"]?["scaleStatus"] == nil)
            #expect(nested?["instantiatedVnfInfo"]?["vnfcResourceInfo"] != nil)
        }
    }

    @Test("Conditional changes happen only where the condition holds")
    func conditions() async throws {
        try await Harness.run { (api) async throws in
            try api.packages.put(Samples.package("p1"))
            let path = "/vnfpkgm/v2/vnf_packages/p1"
            func patch(_ headers: [HTTPField.Name: String]) async throws -> Int {
                try await api.send(.patch, path, #"{"operationalState":"DISABLED"}"#, headers: headers).status
            }
            #expect(try await patch([.ifMatch: "\"7\""]) == 412)
            #expect(try await patch([.ifMatch: "\"7\", \"1\""]) == 200)
            #expect(try await patch([.ifMatch: "\"1\""]) == 412)
            #expect(try await patch([.ifMatch: "*"]) == 200)
            #expect(try await patch([.ifUnmodifiedSince: "Tue, 14 Nov 2023 22:13:19 GMT"]) == 412)
            #expect(try await patch([.ifUnmodifiedSince: "Tue, 14 Nov 2023 22:13:20 GMT"]) == 200)
            #expect(try await api.send(.get, path, headers: [.ifNoneMatch: "\"4\""]).status == 304)
            #expect(try await api.send(.get, path, headers: [.ifNoneMatch: "\"3\""]).status == 200)
            #expect(try await api.send(.delete, path, headers: [.ifMatch: "\"1\""]).status == 412)
            #expect(try await api.send(.delete, path, headers: [.ifMatch: "\"4\""]).status == 204)
            #expect(try await api.send(.delete, path, headers: [.ifMatch: "\"4\""]).status == 404)
        }
    }
}
