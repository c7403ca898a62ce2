package import Foundation
import Testing

/// One answer of the server, as it came over the wire.
package struct JudgedAnswer {
    let method: String
    let path: String
    let status: Int
    let headers: [String]
    let contentType: String
    let body: Data

    /// - Parameters:
    ///   - path: with the API's base, without the query.
    ///   - headers: the names alone.
    ///   - contentType: empty where there is none.
    package init(
        method: String, path: String, status: Int, headers: [String], contentType: String, body: Data
    ) {
        self.method = method
        self.path = path
        self.status = status
        self.headers = headers
        self.contentType = contentType
        self.body = body
    }

    /// The APIs that ETSI's files describe.
    private static let standardAPIs = ["vnfpkgm", "nsd", "nslcm", "vnflcm", "vnffm"]

    /// Expects an error to be a ProblemDetails that says something (SOL013 6.4), and an answer of ETSI's APIs to be
    /// valid by its OpenAPI files, where those are at hand.
    package func judge() throws {
        let request: Comment = "\(method) \(path) \(status)"
        guard method != "HEAD", method != "OPTIONS", status != 304 else { return }
        var content: Any?
        if contentType.contains("json"), !body.isEmpty {
            content = try JSONSerialization.jsonObject(with: body, options: .fragmentsAllowed)
        } else if !body.isEmpty {
            content = String(decoding: body, as: UTF8.self)
        }
        if status >= 400 {
            #expect(contentType == "application/problem+json", request)
            let problem = content as? [String: Any]
            #expect(problem?["status"] as? Int == status, request)
            #expect((problem?["detail"] as? String ?? "").count > 10, request)
        }
        guard let api = path.split(separator: "/").first, Self.standardAPIs.contains(String(api)) else { return }
        // The files describe the lists of occurrences and of alarms as single resources.
        if status == 200, let list = content as? [Any], path.hasSuffix("op_occs") || path.hasSuffix("alarms") {
            for element in list { try compare(element, path: path + "/x") }
        } else {
            // An artifact's path has slashes, which the files' patterns don't take.
            let artifacts = path.range(of: "/artifacts/")
            try compare(content, path: artifacts.map { path[..<$0.upperBound] + "x" } ?? path)
        }
    }

    /// Whether it is `diagnostics` of a ProblemDetails: RFC 7807 3.2 and SOL013 6.3 let a problem have more members, which
    /// ETSI's files say in words alone. The same name anywhere else is an attribute that there is not.
    private static func isExtension(_ difference: String, status: Int) -> Bool {
        let end = ".diagnostics: not an attribute of the standard"
        guard difference.hasSuffix(end), let place = difference.dropLast(end.count).split(separator: " ").last else {
            return false
        }
        return status >= 400 ? place == "$" : place.hasSuffix(".onboardingFailureDetails")
    }

    private func compare(_ content: Any?, path: String) throws {
        guard let checker = AnswerChecker.shared else { return }
        let line: [String: Any] = [
            "method": method, "path": path, "status": status, "body": content ?? NSNull(), "headers": headers,
        ]
        let differences = try checker.differences(in: JSONSerialization.data(withJSONObject: line))
            .filter { !Self.isExtension($0, status: status) }
        #expect(differences == [], "\(method) \(path) \(status)")
    }
}
