/// The role of a CP on a link whose flow pattern is a tree (IFA011 7.1.6.3).
package enum CpRole: String, Codable, Sendable, Hashable {
    case root, leaf
}
