/// A number of instances, for groups of at least a size where one is named.
package struct InstanceBound: Codable, Sendable, Hashable {
    package var groupSize: Int?
    package var instances: Int

    package init(
        groupSize: Int? = nil,
        instances: Int
    ) {
        self.groupSize = groupSize
        self.instances = instances
    }
}
