import CLibvirt
import Glibc

/// A domain, for the length of one body of `LibvirtHost.query` or `.change`.
package final class Domain {
    let pointer: virDomainPtr

    /// Takes over one reference.
    init(taking pointer: virDomainPtr) {
        self.pointer = pointer
    }

    deinit {
        virDomainFree(pointer)
    }

    package var name: String {
        virDomainGetName(pointer).map { String(cString: $0) } ?? ""
    }

    /// In lower case with hyphens.
    package var uuid: String {
        domainUUID(pointer)
    }

    package func state() throws -> DomainState {
        var state: Int32 = 0
        var reason: Int32 = 0
        try check("virDomainGetState", virDomainGetState(pointer, &state, &reason, 0))
        return DomainState(state: state, reason: reason)
    }

    /// The persistent definition where `inactive`, else the running one.
    package func xml(inactive: Bool = false) throws -> String {
        let flags = inactive ? VIR_DOMAIN_XML_INACTIVE.rawValue : 0
        return try takeString("virDomainGetXMLDesc", virDomainGetXMLDesc(pointer, flags))
    }

    /// The element of `namespace` in the persistent definition's metadata; nil where there is none.
    package func metadata(namespace: String) throws -> String? {
        do {
            return try takeString(
                "virDomainGetMetadata",
                virDomainGetMetadata(
                    pointer, Int32(VIR_DOMAIN_METADATA_ELEMENT.rawValue), namespace,
                    VIR_DOMAIN_AFFECT_CONFIG.rawValue))
        } catch  where error.code == .noDomainMetadata {
            return nil
        }
    }

    /// Writes one namespace's element into the persistent definition; nil takes it out.
    package func setMetadata(_ xml: String?, prefix: String, namespace: String) throws {
        try check(
            "virDomainSetMetadata",
            virDomainSetMetadata(
                pointer, Int32(VIR_DOMAIN_METADATA_ELEMENT.rawValue), xml, prefix, namespace,
                VIR_DOMAIN_AFFECT_CONFIG.rawValue))
    }

    /// Starts a domain that is defined.
    package func create() throws {
        try check("virDomainCreate", virDomainCreate(pointer))
    }

    /// Ends the guest as if by pulling the plug.
    package func destroy() throws {
        try check("virDomainDestroy", virDomainDestroy(pointer))
    }

    /// Asks the guest to shut down; it may take its time, or not listen.
    package func shutdown(_ way: Shutdown = .acpi) throws {
        try check("virDomainShutdownFlags", virDomainShutdownFlags(pointer, way.flags))
    }

    package func undefine(_ extras: UndefineExtras = []) throws {
        try check("virDomainUndefineFlags", virDomainUndefineFlags(pointer, extras.rawValue))
    }

    package func suspend() throws {
        try check("virDomainSuspend", virDomainSuspend(pointer))
    }

    package func resume() throws {
        try check("virDomainResume", virDomainResume(pointer))
    }

    package func setAutostart(_ isOn: Bool) throws {
        try check("virDomainSetAutostart", virDomainSetAutostart(pointer, isOn ? 1 : 0))
    }

    /// Counters of the interface with this target device; read by libvirtd from the host, without the guest.
    package func interfaceStatistics(device: String) throws -> InterfaceStatistics {
        var stats = virDomainInterfaceStatsStruct()
        try check(
            "virDomainInterfaceStats",
            virDomainInterfaceStats(pointer, device, &stats, MemoryLayout<virDomainInterfaceStatsStruct>.size))
        return InterfaceStatistics(stats)
    }

    /// Asks the QEMU guest agent and waits for its answer.
    ///
    /// - Parameters:
    ///   - json: such as `{"execute":"guest-ping"}`.
    ///   - seconds: how long libvirtd waits.
    package func guestAgentCommand(_ json: String, seconds: Int32) throws -> String {
        try takeString("virDomainQemuAgentCommand", virDomainQemuAgentCommand(pointer, json, seconds, 0))
    }

    /// How a guest is asked to shut down.
    package enum Shutdown: Sendable {
        case acpi
        case guestAgent

        fileprivate var flags: UInt32 {
            switch self {
            case .acpi: VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN.rawValue
            case .guestAgent: VIR_DOMAIN_SHUTDOWN_GUEST_AGENT.rawValue
            }
        }
    }

    /// What else libvirt keeps for a domain and removes with it; without the matching flag it refuses.
    package struct UndefineExtras: OptionSet, Sendable {
        package let rawValue: UInt32

        package init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        package static let managedSave = UndefineExtras(rawValue: VIR_DOMAIN_UNDEFINE_MANAGED_SAVE.rawValue)
        package static let snapshotsMetadata = UndefineExtras(
            rawValue: VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA.rawValue)
        package static let checkpointsMetadata = UndefineExtras(
            rawValue: VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA.rawValue)
        package static let nvram = UndefineExtras(rawValue: VIR_DOMAIN_UNDEFINE_NVRAM.rawValue)

        /// Everything a QEMU domain can leave behind.
        package static let all: UndefineExtras = [.managedSave, .snapshotsMetadata, .checkpointsMetadata, .nvram]
    }
}

/// The UUID of a domain that is borrowed for the length of a callback or a call.
func domainUUID(_ pointer: virDomainPtr) -> String {
    var buffer = [CChar](repeating: 0, count: Int(VIR_UUID_STRING_BUFLEN))
    guard virDomainGetUUIDString(pointer, &buffer) == 0 else { return "" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
