/// How a child process ended and what it wrote.
package struct ProcessOutput: Sendable, Equatable {
    package enum Status: Sendable, Equatable {
        case exited(Int32)
        case signalled(Int32)
    }

    package var status: Status
    package var standardOutput: [UInt8]
    package var standardError: [UInt8]

    package var succeeded: Bool { status == .exited(0) }

    /// Standard output as UTF-8; what isn't becomes replacement characters.
    package var text: String { String(decoding: standardOutput, as: UTF8.self) }

    /// Standard error as UTF-8; what isn't becomes replacement characters.
    package var errorText: String { String(decoding: standardError, as: UTF8.self) }
}
