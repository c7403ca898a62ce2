/// What was seen under a name. Where nobody could be asked, an error is thrown instead.
package enum Observation: Sendable, Codable, Equatable {
    case absent
    /// There with our mark; the owner and the digest of the specification it was made by.
    case present(owner: String, digest: String)
    /// There, but not ours.
    case foreign(String)
}
