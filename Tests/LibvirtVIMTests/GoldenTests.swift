import BlockingPool
import Foundation
import MANOModel
import Testing

@testable import LibvirtVIM

/// The domains as they are handed to libvirt. With `MANIFOLD_GOLDEN=write` the files are written anew, to be read
/// before they are committed.
@Suite("Golden domains")
struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    private static let validator = "/usr/bin/virt-xml-validate"

    private func text(_ guest: GuestSpec, _ virtualization: String) -> String {
        DomainDocument.qemu.text(
            of: guest, digest: "d1",
            in: DomainSurroundings(
                virtualization: virtualization, emulator: "/usr/bin/qemu-system-x86_64", emulatorVersion: 7_002_022,
                architecture: "x86_64",
                layout: StorageLayout(root: "/pool")))
    }

    @Test("a guest's domain is the golden one", arguments: GoldenGuests.all.map(\.name))
    func golden(name: String) throws {
        let (_, guest, virtualization) = try #require(GoldenGuests.all.first { $0.name == name })
        let file = Self.folder.appending(path: "\(name).xml")
        let made = text(guest, virtualization)
        if ProcessInfo.processInfo.environment["MANIFOLD_GOLDEN"] == "write" {
            try Data(made.utf8).write(to: file)
        }
        #expect(made == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test("each golden file is made by a guest")
    func noneLeft() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(names) == Set(GoldenGuests.all.map { "\($0.name).xml" }))
    }

    @Test(
        "libvirt's schema takes every golden domain",
        .enabled(
            if: access(validator, X_OK) == 0 && access("/usr/bin/xmllint", X_OK) == 0,
            "virt-xml-validate and xmllint are needed (Debian: libvirt-clients, libxml2-utils)"),
        arguments: GoldenGuests.all.map(\.name))
    func schema(name: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: Self.validator)
        process.arguments = [Self.folder.appending(path: "\(name).xml").path, "domain"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
    }
}
