import Foundation
import MANOModel
import Testing

@testable import Descriptors

/// The folder with descriptors that other projects publish, found by `MANIFOLD_SHARED`; nil in a clone without it.
let sharedDescriptors: String? = {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let shared =
        ProcessInfo.processInfo.environment["MANIFOLD_SHARED"]
        ?? repository.deletingLastPathComponent().appendingPathComponent("shared").path
    let path = URL(fileURLWithPath: shared, relativeTo: repository).path + "/descriptors/sol001"
    return FileManager.default.fileExists(atPath: path) ? path : nil
}()

@Suite(
    "Descriptors of others",
    .enabled(if: sharedDescriptors != nil, "there is no shared folder with descriptors: set MANIFOLD_SHARED"))
struct SharedDescriptorTests {
    private static let tacker = "openstack+tacker/samples"

    @Test(
        "probe",
        arguments: [
            "openstack+tacker/samples/practical_vnf_package",
            "openstack+tacker/samples/tests/functional/sol_v2_common/basic_lcms_max/contents",
            "openstack+tacker/samples/tests/functional/sol_v2_common/userdata_standard/contents",
            "openstack+tacker/samples/tests/functional/sol_v2_common/error_network/contents",
            "openstack+tacker/samples/tests/etc/samples/etsi/nfv/sample_vnfpkg_tosca_vnfd",
            "openstack+tacker/samples/tests/etc/samples/etsi/nfv/sample_vnf_package_csar_manifest",
            "openstack+tacker/samples/tests/etc/samples/etsi/nfv/sample_vnfpkg_no_meta_single_vnfd",
            "onap+archive-vfc-nfvo-catalog/catalog/pub/utils/toscaparser/testdata/ns/ran.csar.extracted",
            "onap+archive-vfc-nfvo-catalog/catalog/pub/utils/toscaparser/testdata/vnf/vcpesriov/vbng.csar.extracted",
        ])
    func probe(path: String) throws {
        let root = try #require(sharedDescriptors)
        try withTemporaryFolder { folder in
            for source in [Self.tacker + "/tests/etc/samples/etsi/nfv/common", path] {
                let base = root + "/" + source
                for case let name as String in FileManager.default.enumerator(atPath: base) ?? .init() {
                    var isFolder: ObjCBool = false
                    _ = FileManager.default.fileExists(atPath: base + "/" + name, isDirectory: &isFolder)
                    guard !isFolder.boolValue else { continue }
                    try write([name: ""], below: folder)
                    try Data(contentsOf: URL(fileURLWithPath: base + "/" + name)).write(
                        to: URL(fileURLWithPath: folder + "/" + name))
                }
            }
            for diagnostic in DescriptorValidation.validate(path: folder).prefix(12) {
                print(
                    "PROBE", path.split(separator: "/").suffix(2).joined(separator: "/"),
                    diagnostic.description.replacingOccurrences(of: folder + "/", with: ""))
            }
        }
    }
}
