import CLibvirt
import Glibc

/// A connection as the calls of one lane use it: synchronous, on a thread of that lane only.
///
/// `LibvirtHost.query` and `.change` hand it to their bodies; objects made from it must not outlive the body.
package final class Connection {
    let pointer: virConnectPtr

    /// Takes over one reference.
    init(taking pointer: virConnectPtr) {
        self.pointer = pointer
    }

    deinit {
        virConnectClose(pointer)
    }

    /// The host's name as libvirtd gives it.
    package func hostname() throws -> String {
        try takeString("virConnectGetHostname", virConnectGetHostname(pointer))
    }

    /// libvirtd's version: major * 1,000,000 + minor * 1,000 + release.
    package func libraryVersion() throws -> UInt {
        var version: UInt = 0
        try check("virConnectGetLibVersion", virConnectGetLibVersion(pointer, &version))
        return version
    }

    /// The hypervisor's version in the same form; 0 where it has none that libvirt knows.
    package func hypervisorVersion() throws -> UInt {
        var version: UInt = 0
        try check("virConnectGetVersion", virConnectGetVersion(pointer, &version))
        return version
    }

    package func capabilitiesXML() throws -> String {
        try takeString("virConnectGetCapabilities", virConnectGetCapabilities(pointer))
    }

    /// What guests of one kind can have; libvirt chooses what is nil.
    package func domainCapabilitiesXML(
        emulator: String? = nil, architecture: String? = nil, machine: String? = nil, virtualization: String? = nil
    ) throws -> String {
        try takeString(
            "virConnectGetDomainCapabilities",
            virConnectGetDomainCapabilities(pointer, emulator, architecture, machine, virtualization, 0))
    }

    /// A CPU with all its features named, those of its model too.
    ///
    /// - Parameter cpuXML: a `cpu` element with a model.
    package func expandedCPUXML(
        _ cpuXML: String, emulator: String? = nil, architecture: String? = nil, machine: String? = nil,
        virtualization: String? = nil
    ) throws -> String {
        try cpuXML.withCString { text in
            var models: [UnsafePointer<CChar>?] = [text]
            return try takeString(
                "virConnectBaselineHypervisorCPU",
                virConnectBaselineHypervisorCPU(
                    pointer, emulator, architecture, machine, virtualization, &models, 1,
                    VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES.rawValue))
        }
    }

    package func nodeInfo() throws -> NodeInfo {
        var info = virNodeInfo()
        try check("virNodeGetInfo", virNodeGetInfo(pointer, &info))
        return NodeInfo(info)
    }

    /// Free memory of the host in bytes.
    package func freeMemory() throws -> UInt64 {
        let bytes = virNodeGetFreeMemory(pointer)
        guard bytes != 0 else { throw LibvirtError.last("virNodeGetFreeMemory") }
        return bytes
    }

    /// Free pages of one size in each of the NUMA cells `cells`.
    ///
    /// - Parameter kibibytes: the size of a page.
    package func freePages(ofSize kibibytes: UInt32, cells: Range<Int>) throws -> [UInt64] {
        var sizes = [kibibytes]
        var counts = [UInt64](repeating: 0, count: cells.count)
        try check(
            "virNodeGetFreePages",
            virNodeGetFreePages(pointer, 1, &sizes, Int32(cells.lowerBound), UInt32(cells.count), &counts, 0))
        return counts
    }

    /// Names and descriptions of the host's devices of the given kinds.
    package func nodeDevices(_ kinds: NodeDeviceKinds) throws -> [(name: String, xml: String)] {
        var list: UnsafeMutablePointer<virNodeDevicePtr?>?
        let count = try check(
            "virConnectListAllNodeDevices", virConnectListAllNodeDevices(pointer, &list, kinds.rawValue))
        defer { free(list) }
        var devices: [(String, String)] = []
        var failure: LibvirtError?
        for index in 0..<Int(count) {
            guard let device = list?[index] else { continue }
            defer { virNodeDeviceFree(device) }
            do {
                let xml = try takeString("virNodeDeviceGetXMLDesc", virNodeDeviceGetXMLDesc(device, 0))
                devices.append((String(cString: virNodeDeviceGetName(device)), xml))
            } catch  where error.isNotFound {
                // It went away between the list and the question.
                continue
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return devices
    }
}
