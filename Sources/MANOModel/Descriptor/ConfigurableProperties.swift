/// Properties that can be set on an instance (`VnfConfigurableProperties`, IFA011 7.1.12).
package struct ConfigurableProperties: Codable, Sendable, Hashable {
    /// Whether the VNF may be scaled without being asked; nil when it can't be configured.
    package var isAutoscaleEnabled: Bool?
    /// Whether the VNF is healed without being asked; nil when it can't be configured.
    package var isAutohealEnabled: Bool?
    /// Further ones that the descriptor declares, with their default values.
    package var additional: [String: DescriptorValue]
    package var additionalAreWritableAnytime: Bool
    /// How the VNF reaches its manager.
    package var vnfmInterfaces: [VnfmInterface]
    /// Properties of the servers that give out tokens; their names are the descriptor's own.
    package var vnfmOAuthServer: [String: DescriptorValue]
    package var vnfOAuthServer: [String: DescriptorValue]

    package init(
        isAutoscaleEnabled: Bool? = nil,
        isAutohealEnabled: Bool? = nil,
        additional: [String: DescriptorValue] = [:],
        additionalAreWritableAnytime: Bool = true,
        vnfmInterfaces: [VnfmInterface] = [],
        vnfmOAuthServer: [String: DescriptorValue] = [:],
        vnfOAuthServer: [String: DescriptorValue] = [:]
    ) {
        self.isAutoscaleEnabled = isAutoscaleEnabled
        self.isAutohealEnabled = isAutohealEnabled
        self.additional = additional
        self.additionalAreWritableAnytime = additionalAreWritableAnytime
        self.vnfmInterfaces = vnfmInterfaces
        self.vnfmOAuthServer = vnfmOAuthServer
        self.vnfOAuthServer = vnfOAuthServer
    }
}
