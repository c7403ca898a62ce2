/// States that VNF packages and NSDs share (SOL005 9.5.3.4, 5.5.3).
package enum OnboardingState: String, Codable, Sendable {
    case created = "CREATED"
    case uploading = "UPLOADING"
    case processing = "PROCESSING"
    case onboarded = "ONBOARDED"
    case error = "ERROR"
}

package enum OperationalState: String, Codable, Sendable, CaseIterable {
    case enabled = "ENABLED"
    case disabled = "DISABLED"
}

package enum UsageState: String, Codable, Sendable {
    case inUse = "IN_USE"
    case notInUse = "NOT_IN_USE"
}
