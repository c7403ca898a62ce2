/// A part of an address (RFC 4776 3.4).
package struct CivicAddressElement: Codable, Sendable, Hashable {
    package var type: String
    package var value: String

    package init(
        type: String,
        value: String
    ) {
        self.type = type
        self.value = value
    }
}
