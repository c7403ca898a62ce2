extension SOL005 {
    /// The request that makes an NS instance resource (SOL005).
    package struct CreateNsRequest: Codable, Sendable, Equatable {
        package var nsdId: String
        package var nsName: String
        package var nsDescription: String

        package init(nsdId: String, nsName: String, nsDescription: String) {
            self.nsdId = nsdId
            self.nsName = nsName
            self.nsDescription = nsDescription
        }
    }
}
