extension SOL003 {
    /// The resource that an alarm is about (SOL003).
    package struct FaultyResourceInfo: Codable, Sendable, Equatable {
        package var faultyResource: ResourceHandle
        /// `COMPUTE`, `STORAGE` or `NETWORK`.
        package var faultyResourceType: String

        package init(faultyResource: ResourceHandle, faultyResourceType: String) {
            self.faultyResource = faultyResource
            self.faultyResourceType = faultyResourceType
        }
    }
}
