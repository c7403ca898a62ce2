package import MANOModel

extension ManifoldAPI {
    /// A network to make (`POST /networks`).
    package struct CreateNetworkRequest: Codable, Sendable, Equatable {
        package var name: String
        /// `10.10.0.0/24`.
        package var prefix: String?
        package var gateway: String?
        /// 1 to 4094; absent: a free one.
        package var segment: Int?
        /// Id or name.
        package var host: String?
        package var attachment: Attachment?
        /// Bytes; absent: 1500.
        package var mtu: Int?

        package init(
            name: String, prefix: String? = nil, gateway: String? = nil, segment: Int? = nil, host: String? = nil,
            attachment: Attachment? = nil, mtu: Int? = nil
        ) {
            self.name = name
            self.prefix = prefix
            self.gateway = gateway
            self.segment = segment
            self.host = host
            self.attachment = attachment
            self.mtu = mtu
        }

        /// Where the outside of a network is.
        package struct Attachment: Codable, Sendable, Equatable {
            package var type: AttachmentType
            package var name: String?
            package var address: String?
            package var interface: String?
            package var vlan: Int?
            package var physicalNetwork: String?
            /// Of virtual functions on a physical network; nil: as their drivers do by themselves.
            package var spoofCheck: Bool?
            package var trust: Bool?
            /// `auto`, `enable` or `disable`.
            package var linkState: GuestInterface.VirtualFunctionSettings.LinkState?

            package init(
                type: AttachmentType, name: String? = nil, address: String? = nil, interface: String? = nil,
                vlan: Int? = nil, physicalNetwork: String? = nil, spoofCheck: Bool? = nil, trust: Bool? = nil,
                linkState: GuestInterface.VirtualFunctionSettings.LinkState? = nil
            ) {
                self.type = type
                self.name = name
                self.address = address
                self.interface = interface
                self.vlan = vlan
                self.physicalNetwork = physicalNetwork
                self.spoofCheck = spoofCheck
                self.trust = trust
                self.linkState = linkState
            }
        }

        /// The kinds of outside that a network can have.
        package enum AttachmentType: String, Codable, Sendable, CaseIterable {
            case none, namespace, physical, host, provider
        }
    }
}
