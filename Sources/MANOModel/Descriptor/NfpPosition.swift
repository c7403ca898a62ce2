/// A place on a path. Several elements, or several instances of one, share it (IFA014 6.4.7).
package struct NfpPosition: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var elements: [NfpPositionElement]
    package var forwardingBehaviour: ForwardingBehaviour
    package var forwardingParameters: [String: String]

    package init(
        id: String,
        elements: [NfpPositionElement] = [],
        forwardingBehaviour: ForwardingBehaviour = ForwardingBehaviour.lb,
        forwardingParameters: [String: String] = [:]
    ) {
        self.id = id
        self.elements = elements
        self.forwardingBehaviour = forwardingBehaviour
        self.forwardingParameters = forwardingParameters
    }

    package enum ForwardingBehaviour: String, Codable, Sendable, Hashable {
        /// To all at once.
        case all
        /// To one of them, and both directions of a connection to the same one.
        case lb
        /// To the first that is alive.
        case ff
    }
}
