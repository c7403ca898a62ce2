/// An attribute-based filter (SOL013 5.2): all expressions hold.
package struct Filter: Sendable, Equatable {
    package var expressions: [Expression]

    /// One comparison.
    package struct Expression: Sendable, Equatable {
        package var comparison: Comparison
        /// Names from the resource down; arrays are passed through.
        package var path: [Component]
        /// One for comparisons with one value, else one or more.
        package var values: [String]

        package init(comparison: Comparison, path: [Component], values: [String]) {
            self.comparison = comparison
            self.path = path
            self.values = values
        }
    }

    /// How an attribute and the values compare.
    package enum Comparison: String, Sendable, CaseIterable {
        case equal = "eq"
        case notEqual = "neq"
        case greater = "gt"
        case greaterOrEqual = "gte"
        case less = "lt"
        case lessOrEqual = "lte"
        case oneOf = "in"
        case noneOf = "nin"
        case contains = "cont"
        case containsNot = "ncont"

        package var takesSeveralValues: Bool {
            switch self {
            case .oneOf, .noneOf, .contains, .containsNot: true
            case .equal, .notEqual, .greater, .greaterOrEqual, .less, .lessOrEqual: false
            }
        }
    }

    /// A step of a path.
    package enum Component: Sendable, Hashable {
        case name(String)
        /// `@key`: the keys of a map.
        case key
    }

    package init(expressions: [Expression]) { self.expressions = expressions }
}
