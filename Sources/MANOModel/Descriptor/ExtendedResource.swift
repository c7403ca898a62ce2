/// A resource of a node beyond processors and memory, such as a device, and how many of it.
package struct ExtendedResource: Codable, Sendable, Hashable {
    package var resource: [String: String]
    package var amount: Int

    package init(
        resource: [String: String] = [:],
        amount: Int
    ) {
        self.resource = resource
        self.amount = amount
    }
}
