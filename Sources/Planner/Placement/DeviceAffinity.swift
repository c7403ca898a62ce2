/// How much it matters that a device is on a host node of its guest.
package enum DeviceAffinity: String, Sendable, Codable, CaseIterable {
    /// Not at all.
    case none
    /// One elsewhere costs.
    case preferred
    /// One elsewhere won't do.
    case strict
}
