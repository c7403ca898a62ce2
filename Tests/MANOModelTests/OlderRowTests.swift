import Foundation
import Testing

@testable import MANOModel

@Suite("Rows of an older model")
struct OlderRowTests {
    /// What a row holds that was written before these lists and maps were in the model.
    private func row(_ value: some Encodable, without keys: String...) throws -> Data {
        var object = try JSONValue(encoding: value).objectValue ?? [:]
        for key in keys { #expect(object.removeValue(forKey: key) != nil) }
        return try JSONEncoder().encode(JSONValue.object(object))
    }

    @Test("a flavour's lists and maps that its row doesn't have are empty")
    func flavour() throws {
        let flavour = DeploymentFlavour(
            id: "one", inputs: [DescriptorInput(name: "a")], defaultInstantiationLevelID: "default")
        let data = try row(flavour, without: "containerUnits", "vipCpInitialDeltas", "coordinations", "artifacts")
        #expect(try JSONDecoder().decode(DeploymentFlavour.self, from: data) == flavour)
    }

    @Test("a package's inventory has no findings where its row has none, and keeps the lines that it has")
    func inventory() throws {
        var older = PackageInventory(mediaType: "application/zip")
        older.warnings = ["a.yaml: warning: old"]
        #expect(try JSONDecoder().decode(PackageInventory.self, from: row(older, without: "findings")) == older)
        #expect(
            try JSONDecoder().decode(ManifoldError.self, from: Data(#"{"code":"internal","message":"x"}"#.utf8))
                == ManifoldError(.internal, "x"))
    }

    @Test("scalars that a row doesn't have are still an error, and so is a list that is none")
    func strict() throws {
        let flavour = DeploymentFlavour(id: "one", defaultInstantiationLevelID: "default")
        let data = try row(flavour, without: "id")
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(DeploymentFlavour.self, from: data) }
        var object = try JSONValue(encoding: flavour).objectValue ?? [:]
        object["vdus"] = .string("none")
        let wrong = try JSONEncoder().encode(JSONValue.object(object))
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(DeploymentFlavour.self, from: wrong) }
    }
}
