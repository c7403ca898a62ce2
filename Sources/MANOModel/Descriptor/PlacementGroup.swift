/// Things that a placement rule treats as one set (`tosca.groups.nfv.PlacementGroup`).
package struct PlacementGroup: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var description: String
    package var memberIDs: [String]

    package init(
        id: String,
        description: String = "",
        memberIDs: [String] = []
    ) {
        self.id = id
        self.description = description
        self.memberIDs = memberIDs
    }
}
