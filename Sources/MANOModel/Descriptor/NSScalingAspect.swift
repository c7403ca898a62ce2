/// An aspect by which a network service scales (IFA014 6.7.3). Levels go from 0.
package struct NSScalingAspect: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var name: String
    package var description: String
    /// Level 0 first.
    package var levels: [NSScaleLevel]

    package init(
        id: String,
        name: String,
        description: String = "",
        levels: [NSScaleLevel] = []
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.levels = levels
    }

    package var maxScaleLevel: Int { levels.count - 1 }
}
