import Foundation
import MANOModel
import Store
import Testing

@Suite("DataFolder")
struct DataFolderTests {
    private func withPath(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "mf-data-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test("one holder at a time; the next may have it when the first is gone")
    func exclusive() throws {
        try withPath { path in
            var first: DataFolder? = try DataFolder(path: path)
            #expect(first?.path == path)
            let error = #expect(throws: ManifoldError.self) { try DataFolder(path: path) }
            #expect(error?.code == .conflict)
            #expect(error?.message.contains(path) == true)
            first = nil
            _ = try DataFolder(path: path)
        }
    }

    @Test("it is the owner's alone")
    func mode() throws {
        try withPath { path in
            _ = try DataFolder(path: path)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test("a folder that can't be made is named with what to do")
    func unusable() throws {
        let error = #expect(throws: ManifoldError.self) { try DataFolder(path: "/dev/null/data") }
        #expect(error?.message.contains("/dev/null/data") == true)
        #expect(error?.remedy?.contains("--data") == true)
    }
}
