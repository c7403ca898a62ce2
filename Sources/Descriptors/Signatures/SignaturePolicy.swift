/// What a server wants of the signatures of packages (SOL004 5).
package struct SignaturePolicy: Sendable, Hashable {
    package enum Mode: String, Sendable, Hashable, CaseIterable {
        /// Every package is signed, by somebody whom the trust store knows.
        case required
        /// A signature that is there must be right. Who signed is checked where there is a trust store.
        case verify
        /// Signatures are passed over, with a warning.
        case ignore
    }

    package var mode: Mode
    /// The file or folder of certificates that signers are traced back to; read anew for each package. Nil: there is none.
    package var trustStore: String?
    /// Seconds since 1970 at which certificates must be valid; nil: when the package is read.
    package var time: Int?

    package init(mode: Mode = .verify, trustStore: String? = nil, time: Int? = nil) {
        self.mode = mode
        self.trustStore = trustStore
        self.time = time
    }

    /// Why the policy can't be followed: no trust store that could be read, or none where one is needed. Blocks.
    package var problem: String? {
        guard let trustStore else {
            return mode == .required
                ? "signatures are required, and there is no trust store to trace them back to" : nil
        }
        do throws(SourceError) {
            _ = try TrustStore(path: trustStore)
            return nil
        } catch {
            return "\(error.file): \(error.message); \(error.remedy)"
        }
    }
}
