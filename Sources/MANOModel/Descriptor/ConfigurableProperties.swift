/// Properties that can be set on an instance (`VnfConfigurableProperties`, IFA011 7.1.12).
package struct ConfigurableProperties: Codable, Sendable, Hashable {
    /// Whether the VNF may be scaled without being asked; nil when it can't be configured.
    package var isAutoscaleEnabled: Bool?
    /// Whether the VNF is healed without being asked; nil when it can't be configured.
    package var isAutohealEnabled: Bool?
    /// Further ones that the descriptor declares, with their default values.
    package var additional: [String: DescriptorValue]
    package var additionalAreWritableAnytime: Bool

    package init(
        isAutoscaleEnabled: Bool? = nil,
        isAutohealEnabled: Bool? = nil,
        additional: [String: DescriptorValue] = [:],
        additionalAreWritableAnytime: Bool = true
    ) {
        self.isAutoscaleEnabled = isAutoscaleEnabled
        self.isAutohealEnabled = isAutohealEnabled
        self.additional = additional
        self.additionalAreWritableAnytime = additionalAreWritableAnytime
    }
}
