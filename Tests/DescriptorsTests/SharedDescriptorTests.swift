import Foundation
import MANOModel
import Testing

@testable import Descriptors

/// A folder of what is not ours to keep in the repository, found by `MANIFOLD_SHARED`; nil where it isn't there.
func sharedFolder(_ name: String) -> String? {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let shared =
        ProcessInfo.processInfo.environment["MANIFOLD_SHARED"]
        ?? repository.deletingLastPathComponent().appendingPathComponent("shared").path
    let path = URL(fileURLWithPath: shared, relativeTo: repository).path + "/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
}

/// The folder with descriptors that other projects publish.
let sharedDescriptors: String? = sharedFolder("descriptors/sol001")

@Suite(
    "Descriptors of others",
    .enabled(if: sharedDescriptors != nil, "there is no shared folder with descriptors: set MANIFOLD_SHARED"))
struct SharedDescriptorTests {
    private static let tacker = "openstack+tacker/samples"
    private static let samples = "openstack+tacker/samples/tests/etc/samples/etsi/nfv"
    private static let common = samples + "/common"
    private static let catalogue = "onap+archive-vfc-nfvo-catalog/catalog/pub/utils/toscaparser/testdata"

    /// Files of several folders, the later ones on top.
    private func files(_ folders: [String]) throws -> [String: Data] {
        let root = try #require(sharedDescriptors)
        var files: [String: Data] = [:]
        for folder in folders {
            let base = "\(root)/\(folder)"
            let names = try #require(FileManager.default.subpaths(atPath: base))
            for name in names {
                var isFolder: ObjCBool = false
                let exists = FileManager.default.fileExists(atPath: "\(base)/\(name)", isDirectory: &isFolder)
                guard exists, !isFolder.boolValue else { continue }
                files[name] = try Data(contentsOf: URL(fileURLWithPath: "\(base)/\(name)"))
            }
        }
        return files
    }

    /// Their images are not there, so they are read as folders that are yet to be packed.
    @Test(
        "packages of others compile",
        arguments: [
            tacker + "/practical_vnf_package", tacker + "/tests/functional/sol_v2_common/basic_lcms_max/contents",
            tacker + "/tests/functional/sol_v2_common/userdata_standard/contents",
            tacker + "/tests/functional/sol_v2_common/error_network/contents", samples + "/sample_vnfpkg_tosca_vnfd",
            catalogue + "/ns/ran.csar.extracted",
        ])
    func valid(path: String) throws {
        let files = try files([Self.common, path])
        try withTemporaryFolder { folder in
            for (name, data) in files {
                try write([name: ""], below: folder)
                try data.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            }
            let errors = DescriptorValidation.validate(path: folder).filter { $0.severity == .error }
            let shown = errors.prefix(8).map { $0.description.replacingOccurrences(of: folder, with: "") }
            #expect(errors.isEmpty, "\(shown)")
        }
    }

    /// As archives, for the reason that their description gives.
    @Test(
        "packages of others that are wrong are refused for the right reason",
        arguments: [
            ([samples + "/sample_vnf_package_csar_manifest"], DiagnosticRule.manifestSource),
            ([common, samples + "/sample_vnf_package_csar_manifest"], .manifestSource),
            ([common, samples + "/sample_vnfpkg_tosca_vnfd"], .artifactMissing),
            (
                [
                    common, samples + "/sample_vnfpkg_tosca_vnfd",
                    samples + "/sample_vnf_package_csar_in_meta_and_manifest_false_hash",
                ], .manifestHash
            ),
            ([catalogue + "/vnf/vcpesriov/vbng.csar.extracted"], .descriptorKind),
        ])
    func refused(folders: [String], rule: DiagnosticRule) throws {
        let files = try files(folders)
        try withTemporaryFolder { folder in
            var writer = try ZipWriter(folder + "/p.csar")
            for (name, data) in files { try writer.add(name, Array(data)) }
            // A file in the place of the image that is not there, so that the hashes are what is wrong.
            if rule == .manifestHash { try writer.add("Files/images/cirros-0.5.2-x86_64-disk.img", [0]) }
            try writer.finish()
            let error = #expect(throws: PackageError.self) { try PackageReader().read(at: folder + "/p.csar") }
            let rules = error?.diagnostics.filter { $0.severity == .error }.map(\.rule) ?? []
            let shown = error?.diagnostics.prefix(8).map(\.description) ?? []
            #expect(rules.contains(rule), "\(shown)")
        }
    }

    private static let small = samples + "/test_csar_utils_data"

    /// The folder's name says what its author left out or got wrong. What their types give by default is not missing.
    @Test(
        "small VNFDs are refused by the rule that their name says, or valid where a type has what they lack",
        arguments: [
            ("csar_invalid_instantiation_level", DiagnosticRule.instantiationLevel),
            ("csar_with_invalid_default_instantiation_level", .instantiationLevel),
            ("csar_with_missing_sw_image_data_in_main_template", .vduImage),
            ("csar_with_multiple_sw_image_data", .vduImage), ("csar_without_flavour_info", .instantiationLevel),
            ("csar_without_flavour_info_in_main_template", nil),
            ("csar_without_instantiation_level", .instantiationLevel), ("csar_without_policies", .cpUnconnected),
            ("csar_without_sw_image_data", .vduImage), ("csar_without_vnfd_info", nil),
        ])
    func small(name: String, rule: DiagnosticRule?) throws {
        let files = try files([Self.common, Self.small + "/test_csar_utils_common", "\(Self.small)/\(name)"])
        try withTemporaryFolder { folder in
            for (name, data) in files {
                try write([name: ""], below: folder)
                try data.write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            }
            let errors = DescriptorValidation.validate(path: folder).filter { $0.severity == .error }
            #expect(errors.isEmpty == (rule == nil), "\(errors)")
            if let rule { #expect(errors.contains { $0.rule == rule }, "\(errors)") }
        }
    }

    /// All that is there is read, whatever becomes of it.
    @Test("every template of others is read without harm")
    func everything() throws {
        let root = try #require(sharedDescriptors)
        var count = 0
        for name in try #require(FileManager.default.subpaths(atPath: root))
        where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(name)"))
            let validation = DescriptorValidation(text: Array(bytes), name: "sample.yaml")
            #expect(validation.isCompiled == (validation.errors == 0), "\(name)")
            count += 1
        }
        #expect(count > 50)
    }
}
