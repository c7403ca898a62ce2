import MANOModel

/// Descriptors that break no rule; the examples of rules change a line of one.
enum RuleSample: Sendable {
    case vnfd, nsd
    /// The same kinds in SOL006.
    case dataVNFD, dataNSD

    /// The checksum that the sample VNFD gives for an image that is elsewhere.
    static let hash = String(repeating: "a", count: 64)

    var text: String {
        switch self {
        case .vnfd: Self.vnfdText
        case .nsd: Self.nsdText
        case .dataVNFD: Self.dataVNFDText
        case .dataNSD: Self.dataNSDText
        }
    }

    // MARK: - Packages

    static let script = Array("#!/bin/sh\n".utf8)

    /// The head of an empty qcow2 image.
    static let image: [UInt8] = [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3] + Array(repeating: 0, count: 504)

    static func digest(_ bytes: [UInt8]) -> String {
        var digest = FileDigest([.sha256])
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.finish()[.sha256] ?? ""
    }

    /// The files of a VNF package, its manifest with the hash of each.
    static func listedFiles() -> [String: [UInt8]] {
        var files = packageFiles()
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) where name != "vnfd.mf" {
            files["vnfd.mf", default: []] += Array(
                "\nSource: \(name)\nAlgorithm: SHA-256\nHash: \(digest(bytes))\n".utf8)
        }
        return files
    }

    /// The files of a VNF package; its manifest has no hashes.
    static func packageFiles(image: [UInt8] = image, imageSize: Int? = nil, imageHash: String? = nil) -> [String:
        [UInt8]]
    {
        var template = vnfdText
        for (old, new) in [
            ("http://images.example/vdu.qcow2", "../Files/images/vdu.qcow2"), (hash, imageHash ?? digest(image)),
            ("size: 100 MB", "size: \(imageSize ?? image.count) B"),
        ] {
            if let range = template.firstRange(of: old) { template.replaceSubrange(range, with: new) }
        }
        return [
            PackageLayout.metaPath: Array(
                """
                TOSCA-Meta-File-Version: 1.1
                CSAR-Version: 1.1
                Created-By: Sample
                Entry-Definitions: Definitions/vnfd.yaml
                ETSI-Entry-Manifest: vnfd.mf

                """.utf8),
            "Definitions/vnfd.yaml": Array(template.utf8),
            "Scripts/instantiate.sh": script,
            "vnfd.mf": Array(
                """
                metadata:
                  vnf_product_name: sample
                  vnf_provider_id: Sample
                  vnf_package_version: '1.0'
                  vnf_release_date_time: 2026-01-01T00:00:00Z

                """.utf8),
            "Files/images/vdu.qcow2": image,
        ]
    }
}
