/// Whether virtual CPUs stay on cores of their own (IFA011 7.1.9.2.4).
package enum CPUPinningPolicy: String, Codable, Sendable, Hashable {
    case `static`, dynamic
}
