/// What an operator lets guests do with virtual functions on a network. Nil: as the card's driver does by itself.
package struct VirtualFunctionPolicy: Codable, Sendable, Hashable {
    /// Frames with other source addresses than the function's are dropped.
    package var checksSource: Bool?
    /// The guest may be promiscuous and change its address.
    package var isTrusted: Bool?
    package var linkState: GuestInterface.VirtualFunctionSettings.LinkState?

    package init(
        checksSource: Bool? = nil, isTrusted: Bool? = nil,
        linkState: GuestInterface.VirtualFunctionSettings.LinkState? = nil
    ) {
        self.checksSource = checksSource
        self.isTrusted = isTrusted
        self.linkState = linkState
    }
}
