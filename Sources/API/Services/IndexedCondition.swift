/// A condition on an indexed attribute: it has one of the values.
package struct IndexedCondition: Sendable, Equatable {
    /// Its name in the body, such as `vnfdId` or `operationState`.
    package var attribute: String
    package var values: [String]

    package init(attribute: String, values: [String]) {
        self.attribute = attribute
        self.values = values
    }
}
