extension SOL005 {
    /// An NS instance (SOL005).
    package struct NsInstance: Codable, Sendable, Equatable {
        package var id: String
        package var nsInstanceName: String
        package var nsInstanceDescription: String
        package var nsdId: String
        package var nsdInfoId: String
        package var flavourId: String?
        /// Not stored: spliced in when the resource is sent.
        package var vnfInstance: [VnfInstance]?
        package var virtualLinkInfo: [NsVirtualLinkInfo]?
        package var vnffgInfo: [VnffgInfo]?
        package var sapInfo: [SapInfo]?
        /// `NOT_INSTANTIATED` or `INSTANTIATED`.
        package var nsState: String
        package var _links: [String: SOL013.Link]?

        package init(
            id: String, nsInstanceName: String, nsInstanceDescription: String, nsdId: String, nsdInfoId: String,
            flavourId: String? = nil, vnfInstance: [VnfInstance]? = nil, virtualLinkInfo: [NsVirtualLinkInfo]? = nil,
            vnffgInfo: [VnffgInfo]? = nil, sapInfo: [SapInfo]? = nil, nsState: String,
            _links: [String: SOL013.Link]? = nil
        ) {
            self.id = id
            self.nsInstanceName = nsInstanceName
            self.nsInstanceDescription = nsInstanceDescription
            self.nsdId = nsdId
            self.nsdInfoId = nsdInfoId
            self.flavourId = flavourId
            self.vnfInstance = vnfInstance
            self.virtualLinkInfo = virtualLinkInfo
            self.vnffgInfo = vnffgInfo
            self.sapInfo = sapInfo
            self.nsState = nsState
            self._links = _links
        }
    }
}
