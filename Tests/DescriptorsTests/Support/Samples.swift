@testable import Descriptors

/// Descriptors that are valid; tests change a line of them.
enum Sample {
    static let hash = RuleSample.hash
    static let vnfd = RuleSample.vnfdText
    static let nsd = RuleSample.nsdText
}
