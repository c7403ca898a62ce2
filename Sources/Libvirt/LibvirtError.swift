import CLibvirt
import Glibc

/// What libvirt says when a call fails: its own code, the part of libvirt that failed, and its message.
package struct LibvirtError: Error, Hashable, Sendable, CustomStringConvertible {
    /// libvirt's `virErrorNumber`.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: Int32

        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        init(_ number: virErrorNumber) {
            rawValue = Int32(number.rawValue)
        }

        package static let internalError = Code(VIR_ERR_INTERNAL_ERROR)
        package static let noDomain = Code(VIR_ERR_NO_DOMAIN)
        package static let noStoragePool = Code(VIR_ERR_NO_STORAGE_POOL)
        package static let noStorageVolume = Code(VIR_ERR_NO_STORAGE_VOL)
        package static let noDomainMetadata = Code(VIR_ERR_NO_DOMAIN_METADATA)
        package static let noNodeDevice = Code(VIR_ERR_NO_NODE_DEVICE)
        package static let storageVolumeExists = Code(VIR_ERR_STORAGE_VOL_EXIST)
        package static let domainExists = Code(VIR_ERR_DOM_EXIST)
        package static let invalidArgument = Code(VIR_ERR_INVALID_ARG)
        package static let operationInvalid = Code(VIR_ERR_OPERATION_INVALID)
        package static let operationFailed = Code(VIR_ERR_OPERATION_FAILED)
        package static let operationUnsupported = Code(VIR_ERR_OPERATION_UNSUPPORTED)
        package static let operationTimeout = Code(VIR_ERR_OPERATION_TIMEOUT)
        package static let noSupport = Code(VIR_ERR_NO_SUPPORT)
        package static let noConnect = Code(VIR_ERR_NO_CONNECT)
        package static let invalidConnection = Code(VIR_ERR_INVALID_CONN)
        package static let systemError = Code(VIR_ERR_SYSTEM_ERROR)
        package static let rpc = Code(VIR_ERR_RPC)
        package static let noServer = Code(VIR_ERR_NO_SERVER)
        package static let noClient = Code(VIR_ERR_NO_CLIENT)
        package static let authFailed = Code(VIR_ERR_AUTH_FAILED)
        package static let xmlError = Code(VIR_ERR_XML_ERROR)
        package static let xmlDetail = Code(VIR_ERR_XML_DETAIL)
        package static let configUnsupported = Code(VIR_ERR_CONFIG_UNSUPPORTED)
        package static let agentUnresponsive = Code(VIR_ERR_AGENT_UNRESPONSIVE)
        package static let agentUnsynced = Code(VIR_ERR_AGENT_UNSYNCED)
    }

    package let code: Code
    /// libvirt's `virErrorDomain`, the driver or layer that raised the error.
    package let domain: Int32
    package let message: String
    /// The C function that failed.
    package let call: String

    /// For doubles and tests; the wrapper itself reads errors with `last(_:)`.
    package init(code: Code, domain: Int32 = 0, message: String, call: String) {
        self.code = code
        self.domain = domain
        self.message = message
        self.call = call
    }

    package var description: String { "\(call): \(message)" }

    /// The domain, pool, volume or device that was asked for does not exist. The host has answered.
    package var isNotFound: Bool {
        [.noDomain, .noStoragePool, .noStorageVolume, .noDomainMetadata, .noNodeDevice].contains(code)
    }

    /// The host gave no answer: nothing follows about what exists there.
    package var isConnectionFailure: Bool {
        switch code {
        case .noConnect, .invalidConnection, .rpc, .authFailed, .noServer, .noClient: true
        // "client socket is closed", "End of file while reading data" and the like.
        case .internalError, .systemError: domain == Int32(VIR_FROM_RPC.rawValue)
        default: false
        }
    }

    /// The error of the call that just failed on this thread. libvirt keeps it by thread, so this must be asked for
    /// before anything else is called or awaited.
    static func last(_ call: String) -> LibvirtError {
        guard let error = virGetLastError()?.pointee else {
            return LibvirtError(code: .internalError, message: "failed without saying why", call: call)
        }
        return LibvirtError(
            code: Code(rawValue: error.code), domain: error.domain,
            message: error.message.map { String(cString: $0) } ?? "no message", call: call)
    }
}

/// Passes on what the call returned, or throws the thread's last error where that is negative.
@discardableResult
func check(_ call: StaticString, _ result: Int32) throws(LibvirtError) -> Int32 {
    guard result >= 0 else { throw LibvirtError.last("\(call)") }
    return result
}

func check<Pointer>(_ call: StaticString, _ result: Pointer?) throws(LibvirtError) -> Pointer {
    guard let result else { throw LibvirtError.last("\(call)") }
    return result
}

/// Copies and frees a string that libvirt allocated.
func takeString(_ call: StaticString, _ result: UnsafeMutablePointer<CChar>?) throws(LibvirtError) -> String {
    let pointer = try check(call, result)
    defer { free(pointer) }
    return String(cString: pointer)
}
