import Foundation
import MANOModel
import Testing

@testable import Commands
@testable import Descriptors

@Suite("Findings on the command line")
struct ValidateTests {
    @Test("what the server found in a package is shown with the lines of the file that was sent")
    func serverFindings() async throws {
        try await withFolder { folder in
            #expect(await run("new", "vnf", folder + "/web").code == 0)
            #expect(await run("pack", folder + "/web", "-o", folder + "/web.csar").code == 0)
            let finding =
                #"{"rule":"a-new-rule","severity":"error","file":"Definitions/web.yaml","line":1,"column":28,"#
                + #""message":"wrong","remedy":"right"}"#
            let warning =
                #"{"rule":"cp-order","severity":"warning","file":"package","line":0,"column":0,"#
                + #""message":"odd","remedy":"even"}"#
            for isRefused in [true, false] {
                try await withServer { request in
                    let state = isRefused ? "ERROR" : "ONBOARDED"
                    let failure =
                        isRefused
                        ? #","onboardingFailureDetails":{"status":422,"detail":"x","diagnostics":[\#(finding),\#(warning)]}"#
                        : ""
                    let package =
                        #"{"id":"p1","onboardingState":"\#(state)","operationalState":"DISABLED","usageState":"NOT_IN_USE"\#(failure)}"#
                    if request.method == "GET", !request.path.contains("/vnf_packages/") {
                        return .json("[\(package)]")
                    }
                    return switch (request.method, request.path.hasSuffix("/onboarding")) {
                    case ("POST", _):
                        .json(
                            #"{"id":"p1","onboardingState":"CREATED","operationalState":"DISABLED","usageState":"NOT_IN_USE"}"#,
                            status: 201)
                    case ("PUT", _): FakeServer.Response(status: 202)
                    case (_, true):
                        .json(#"{"state":"\#(state)","signers":[],"warnings":["x"],"diagnostics":[\#(warning)]}"#)
                    default: .json(package)
                    }
                } _: { server in
                    let result = await run("package", "onboard", folder + "/web.csar", at: server)
                    #expect(result.code == (isRefused ? 1 : 0))
                    let place = "\(folder)/web.csar/Definitions/web.yaml:1:28: error: a-new-rule: wrong\n"
                    #expect(result.error.contains(place) == isRefused, "\(result.error)")
                    #expect(result.error.contains(" 1 | tosca_definitions_version: tosca_simple_yaml_1_3") == isRefused)
                    #expect(
                        result.error.contains("\(folder)/web.csar: warning: cp-order: odd\n = even\n"),
                        "\(result.error)")
                    #expect(result.error.contains("package p1 is in ERROR: 1 error, 1 warning") == isRefused)
                    let shown = await run("package", "show", "p1", at: server)
                    #expect(shown.output.contains("Definitions/web.yaml:1:28: error: a-new-rule: wrong") == isRefused)
                }
            }
        }
    }

    @Test("descriptors are checked without a server")
    func validate() async throws {
        try await withFolder { folder in
            try "tosca_definitions_version: [\n".write(toFile: folder + "/bad.yaml", atomically: true, encoding: .utf8)
            let result = await run("validate", folder + "/bad.yaml")
            #expect(result.code == 1)
            #expect(result.output.hasPrefix("\(folder)/bad.yaml:"))
            #expect(result.output.contains(": error: yaml-syntax: "))
            // The line, and a marker below the column.
            #expect(result.output.contains("^"))
            #expect(result.error.contains("1 error"))
            let json = await run("validate", "--json", folder + "/bad.yaml")
            let found = try JSONDecoder().decode([JSONValue].self, from: Data(json.output.utf8))
            #expect(found.first?["rule"] == .string("yaml-syntax"))
            #expect(await run("validate", folder + "/nothing.yaml").code == 2)
        }
    }

    @Test("the signatures of a package are looked at as a server with that policy would")
    func validateSignatures() async throws {
        try await withFolder { folder in
            let package = folder + "/web"
            #expect(await run("new", "vnf", package).code == 0)
            try await shell(
                "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=vendor -days 2 "
                    + "-addext keyUsage=digitalSignature 2>/dev/null && mkdir trust && cp cert.pem trust/", in: folder)
            let signed = await run(
                "pack", package, "-o", folder + "/signed.csar", "--key", folder + "/key.pem", "--cert",
                folder + "/cert.pem")
            #expect(signed.code == 0, "\(signed)")
            #expect(await run("pack", package, "-o", folder + "/plain.csar").code == 0)
            let required = ["--package-signatures", "required", "--trust-store"]
            for store in ["trust", "cert.pem"] {
                let found = await run("validate", [folder + "/signed.csar"] + required + [folder + "/" + store])
                #expect(found.code == 0 && !found.output.contains("signature-"), "\(found)")
            }
            let plain = await run("validate", [folder + "/plain.csar"] + required + [folder + "/trust"])
            #expect(plain.code == 1 && plain.output.contains("signature-missing"))
            let unknown = await run("validate", [folder + "/signed.csar"])
            #expect(unknown.code == 0 && unknown.output.contains("warning: signature-untrusted"))
            let ignored = await run("validate", [folder + "/signed.csar", "--package-signatures", "ignore"])
            #expect(ignored.code == 0 && ignored.output.contains("warning: manifest-signature"))
            for wrong in [
                ["--package-signatures", "sometimes"], ["--package-signatures", "required"],
                ["--trust-store", folder + "/key.pem"],
            ] {
                let result = await run("validate", [folder + "/signed.csar"] + wrong)
                #expect(result.code == 2 && !result.error.isEmpty, "\(result)")
            }
        }
    }

    @Test("findings show their line with a marker under the word, in colours where they are wanted")
    func findings() {
        let finding = DescriptorValidation.Finding(
            diagnostic: Diagnostic(
                rule: .propertyType, file: "a.yaml", line: 12, column: 5, message: "wrong \u{1B}", remedy: "right"),
            line: "\tx: first, y")
        #expect(
            DiagnosticText(usesColour: false, width: nil).lines(finding) == [
                "a.yaml:12:5: error: property-type: wrong \\u{1B}", " 12 |  x: first, y", "    |     ^~~~~",
                "    = right",
            ])
        let coloured = DiagnosticText(usesColour: true, width: 20).lines(finding).joined()
        #expect(coloured.contains("\u{1B}[31;1merror:\u{1B}[0m"))
    }

    @Test("the rules are shown, all or one")
    func rules() async {
        let all = await run("rules")
        let one = await run("rules", "property-type")
        #expect(all.code == 0 && all.output.contains(one.output) && one.output.contains("order: first"))
        #expect(await run("rules", "nonsense").code == 2)
    }
}
