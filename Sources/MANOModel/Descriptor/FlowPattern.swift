/// The flow pattern of a virtual link (IFA011 7.1.7.3).
package enum FlowPattern: String, Codable, Sendable, Hashable {
    case line, tree, mesh
}
