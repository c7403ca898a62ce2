package import FoundationEssentials

/// An NS instance (SOL005 6.5.2.8).
package struct NSInstance: Codable, Sendable, Equatable {
    package var id: Identifier<NSInstance>
    package var name: String
    package var description: String
    package var nsdID: String
    package var nsdInfoID: Identifier<NSDInfo>
    /// Nil: nothing is planned or there.
    package var instantiated: InstantiatedNS?
    package var isInstantiated: Bool { instantiated?.isComplete ?? false }
    package var createdAt: Date

    package init(
        id: Identifier<NSInstance>, name: String, description: String = "", nsdID: String,
        nsdInfoID: Identifier<NSDInfo>,
        instantiated: InstantiatedNS? = nil, createdAt: Date
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.nsdID = nsdID
        self.nsdInfoID = nsdInfoID
        self.instantiated = instantiated
        self.createdAt = createdAt
    }
}
