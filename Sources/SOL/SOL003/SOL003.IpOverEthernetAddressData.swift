extension SOL003 {
    /// MAC and IP addresses that a CP is to have (SOL003).
    package struct IpOverEthernetAddressData: Codable, Sendable, Equatable {
        package var macAddress: String?
        package var segmentationType: String?
        package var segmentationId: String?
        package var ipAddresses: [IpAddresses]?

        /// Addresses of one subnet: fixed, so many from its pool, or from a range.
        package struct IpAddresses: Codable, Sendable, Equatable {
            /// `IPV4` or `IPV6`.
            package var type: String
            package var fixedAddresses: [String]?
            package var numDynamicAddresses: Int?
            package var addressRange: AddressRange?
            /// The id of the network.
            package var subnetId: String?

            package init(
                type: String, fixedAddresses: [String]? = nil, numDynamicAddresses: Int? = nil,
                addressRange: AddressRange? = nil, subnetId: String? = nil
            ) {
                self.type = type
                self.fixedAddresses = fixedAddresses
                self.numDynamicAddresses = numDynamicAddresses
                self.addressRange = addressRange
                self.subnetId = subnetId
            }
        }

        /// From the first address to the last, both included.
        package struct AddressRange: Codable, Sendable, Equatable {
            package var minAddress: String
            package var maxAddress: String

            package init(minAddress: String, maxAddress: String) {
                self.minAddress = minAddress
                self.maxAddress = maxAddress
            }
        }

        package init(
            macAddress: String? = nil, segmentationType: String? = nil, segmentationId: String? = nil,
            ipAddresses: [IpAddresses]? = nil
        ) {
            self.macAddress = macAddress
            self.segmentationType = segmentationType
            self.segmentationId = segmentationId
            self.ipAddresses = ipAddresses
        }
    }
}
