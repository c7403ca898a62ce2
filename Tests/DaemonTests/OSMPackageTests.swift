import Foundation
import MANOModel
import Testing

/// Packages in the form that Open Source MANO's tools give them: tar.gz with one folder, SOL006, and `checksums.txt`.
@Suite("Packages of Open Source MANO", .serialized)
struct OSMPackageTests {
    private static let vnfd = """
        vnfd:
          description: A guest as Open Source MANO's packages have it
          id: osm_guest-vnf
          product-name: osm_guest-vnf
          version: 1.0
          mgmt-cp: vnf-mgmt-ext
          df:
          - id: default-df
            instantiation-level:
            - id: default-instantiation-level
              vdu-level:
              - number-of-instances: 1
                vdu-id: guest
            vdu-profile:
            - id: guest
              min-number-of-instances: 1
          ext-cpd:
          - id: vnf-mgmt-ext
            int-cpd:
              cpd: mgmt-int
              vdu-id: guest
          sw-image-desc:
          - id: disk
            name: disk
            version: '1.0'
            image: images/disk.qcow2
          vdu:
          - id: guest
            name: guest
            int-cpd:
            - id: mgmt-int
              virtual-network-interface-requirement:
              - name: eth0
                virtual-interface:
                  type: PARAVIRT
            sw-image-desc: disk
            virtual-compute-desc: small
            virtual-storage-desc:
            - guest-storage
          virtual-compute-desc:
          - id: small
            virtual-cpu:
              num-virtual-cpu: 1
            virtual-memory:
              size: 0.5
          virtual-storage-desc:
          - id: guest-storage
            size-of-storage: 1

        """

    private static let nsd = """
        nsd:
          nsd:
          - description: One guest on the management network
            id: osm_guest-ns
            name: osm_guest-ns
            version: 1.0
            df:
            - id: default-df
              vnf-profile:
              - id: vnf
                vnfd-id: osm_guest-vnf
                virtual-link-connectivity:
                - virtual-link-profile-id: mgmtnet
                  constituent-cpd-id:
                  - constituent-base-element-id: vnf
                    constituent-cpd-id: vnf-mgmt-ext
            virtual-link-desc:
            - id: mgmtnet
              mgmt-network: true
            vnfd-id:
            - osm_guest-vnf

        """

    /// A tar.gz of a folder with a descriptor and its checksums.
    private func pack(_ name: String, _ text: String, image: Bool = false, in folder: String) async throws -> String {
        let package = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: package, withIntermediateDirectories: true)
        try text.write(toFile: "\(package)/\(name)d.yaml", atomically: true, encoding: .utf8)
        if image {
            try FileManager.default.createDirectory(atPath: package + "/images", withIntermediateDirectories: true)
            try await Repository.run(
                "/usr/bin/qemu-img", ["create", "-q", "-f", "qcow2", package + "/images/disk.qcow2", "64M"])
        }
        try await Repository.run(
            "/bin/sh",
            [
                "-c",
                "cd \(package) && find . -type f ! -name checksums.txt | cut -c3- | xargs md5sum > checksums.txt && "
                    + "cd .. && tar -czf \(name).tar.gz \(name)",
            ])
        return package + ".tar.gz"
    }

    @Test("A VNF and a service of it are onboarded, come back as they were, and run")
    func life() async throws {
        try await Repository.withFolder { folder in
            let manager = ManagerProcess(folder: folder + "/data", simulate: "1")
            try await manager.start()
            defer { manager.kill() }
            let vnf = try await pack("osm_guest_vnf", Self.vnfd, image: true, in: folder)
            let package = try await SecureAccess.onboard(manager, vnf)
            try #require(package["onboardingState"] == .string("ONBOARDED"), "\(package)")
            #expect(package["vnfdId"] == .string("osm_guest-vnf"))
            #expect(package["softwareImages"]?.arrayValue?.count == 1)
            let id = try #require(package["id"]?.stringValue)
            let sum = package["checksum"]?["hash"]?.stringValue
            #expect(sum == (try await Self.sha256(vnf)))
            let progress = try await manager.request("GET", "/manifold/v1/vnf_packages/\(id)/onboarding").body
            let found = progress["diagnostics"]?.arrayValue ?? []
            #expect(!found.isEmpty && found.allSatisfy { $0["severity"] == .string("warning") }, "\(progress)")
            #expect(found.contains { $0["rule"] == .string("sol006-extension") }, "\(found)")

            let ns = try await SecureAccess.onboard(
                manager, try await pack("osm_guest_ns", Self.nsd, in: folder), isNSD: true)
            try #require(ns["nsdOnboardingState"] == .string("ONBOARDED"), "\(ns)")
            let instance = try await manager.create(
                "/nslcm/v2/ns_instances",
                .object(["nsdId": .string("osm_guest-ns"), "nsName": .string("osm"), "nsDescription": .string("")]))
            let path = "/nslcm/v2/ns_instances/\(instance)"
            let made = try await manager.operate(
                path + "/instantiate", .object(["nsFlavourId": .string("default-df")]))
            #expect(made["operationState"] == .string("COMPLETED"), "\(made)")
            let ended = try await manager.operate(path + "/terminate", .object([:]))
            #expect(ended["operationState"] == .string("COMPLETED"), "\(ended)")
        }
    }

    @Test("A file that was changed after its checksum was written is refused")
    func changed() async throws {
        try await Repository.withFolder { folder in
            let manager = ManagerProcess(folder: folder + "/data", simulate: "1")
            try await manager.start()
            defer { manager.kill() }
            let vnf = try await pack("osm_guest_vnf", Self.vnfd, image: true, in: folder)
            try await Repository.run(
                "/bin/sh",
                [
                    "-c",
                    "cd \(folder) && echo '# changed' >> osm_guest_vnf/osm_guest_vnfd.yaml && "
                        + "tar -czf \(vnf) osm_guest_vnf",
                ])
            let package = try await SecureAccess.onboard(manager, vnf)
            #expect(package["onboardingState"] == .string("ERROR"), "\(package)")
            let found = package["onboardingFailureDetails"]?["diagnostics"]?.arrayValue ?? []
            #expect(found.contains { $0["rule"] == .string("manifest-hash") }, "\(package)")
        }
    }

    private static func sha256(_ path: String) async throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
        process.arguments = [path]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return String(text.prefix { $0 != " " })
    }
}
