import BlockingPool
import Testing

@testable import LibvirtVIM

@Suite("ISO9660")
struct ISO9660Tests {
    private let files = [
        ISO9660.File(name: "user-data", bytes: Array("#cloud-config\n# \u{e9}\n".utf8)),
        ISO9660.File(name: "meta-data", bytes: Array("instance-id: 1\n".utf8)),
        ISO9660.File(name: "network-config", bytes: [UInt8](repeating: 0x41, count: 5000)),
        ISO9660.File(name: "empty", bytes: []),
    ]

    private func read(_ flag: String, _ arguments: [String], _ path: String) async throws -> ProcessOutput {
        try await ProcessRunner.require(executable: "isoinfo", arguments: [flag, "-i", path] + arguments)
    }

    @Test("another program reads back every file by its Rock Ridge and by its Joliet name", arguments: ["-R", "-J"])
    func readBack(flag: String) async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/cidata.iso"
            let image = ISO9660.image(volumeID: "cidata", files: files)
            try FileSystem.replace(path, with: image, staging: folder)
            for file in files {
                let output = try await read(flag, ["-x", "/\(file.name)"], path)
                #expect(output.standardOutput == file.bytes, "\(file.name)")
            }
            let list = try await read(flag, ["-f"], path)
            #expect(Set(list.text.split(separator: "\n")) == Set(files.map { "/\($0.name)" }))
            let volume = try await ProcessRunner.require(executable: "isoinfo", arguments: ["-d", "-i", path])
            #expect(volume.text.contains("Volume id: cidata\n"))
            #expect(volume.text.contains("Rock Ridge signatures version 1 found"))
            #expect(volume.text.contains("Joliet with UCS level 3 found"))
        }
    }

    @Test("blkid takes the image for what cloud-init looks for")
    func label() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/cidata.iso"
            try FileSystem.replace(path, with: ISO9660.image(volumeID: "cidata", files: files), staging: folder)
            let output = try await ProcessRunner.require(executable: "blkid", arguments: ["-p", "-o", "export", path])
            #expect(output.text.contains("LABEL=cidata\n"))
            #expect(output.text.contains("TYPE=iso9660\n"))
        }
    }

    @Test("the same files give the same bytes, in whatever order they come")
    func reproducible() {
        let one = ISO9660.image(volumeID: "cidata", files: files)
        #expect(one == ISO9660.image(volumeID: "cidata", files: files.reversed()))
        #expect(one.count % ISO9660.sectorSize == 0)
    }
}
