/// An aspect by which a VNF scales (IFA011 7.1.10.2).
package struct ScalingAspect: Codable, Sendable, Hashable, Identifiable {
    /// No descriptor's aspect goes beyond this level: each is a number of instances that is reckoned with.
    package static let highestLevel = 10_000

    package var id: String
    package var name: String
    package var description: String
    /// Levels go from 0 to this one.
    package var maxScaleLevel: Int
    /// The delta of each step, the first from level 0 to 1; one alone applies to every step.
    package var stepDeltas: [String]
    /// Instances that a delta adds: by VDU id, then by delta id.
    package var vduDeltas: [String: [String: Int]]
    /// Bit rate that a delta adds: by internal virtual link, then by delta id.
    package var virtualLinkDeltas: [String: [String: LinkBitrate]]
    /// Instances that a delta adds: by VIP CP id, then by delta id.
    package var vipCpDeltas: [String: [String: Int]]

    package init(
        id: String,
        name: String,
        description: String = "",
        maxScaleLevel: Int,
        stepDeltas: [String] = [],
        vduDeltas: [String: [String: Int]] = [:],
        virtualLinkDeltas: [String: [String: LinkBitrate]] = [:],
        vipCpDeltas: [String: [String: Int]] = [:]
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.maxScaleLevel = maxScaleLevel
        self.stepDeltas = stepDeltas
        self.vduDeltas = vduDeltas
        self.virtualLinkDeltas = virtualLinkDeltas
        self.vipCpDeltas = vipCpDeltas
    }

    /// Instances of a VDU that all steps up to a level add; numbers beyond an Int's are the largest.
    func instances(ofVDU id: String, atLevel level: Int) -> Int {
        guard vduDeltas[id] != nil, level > 0 else { return 0 }
        guard stepDeltas.count > 1 else {
            let (product, overflow) = delta(ofVDU: id, step: 0).multipliedReportingOverflow(by: level)
            return overflow ? .max : product
        }
        return (0..<min(level, stepDeltas.count)).reduce(0) { sum, step in
            let (next, overflow) = sum.addingReportingOverflow(delta(ofVDU: id, step: step))
            return overflow ? .max : next
        }
    }

    /// Instances of a VDU that a step adds; the step from level 0 to 1 is step 0.
    package func delta(ofVDU id: String, step: Int) -> Int {
        guard let deltas = vduDeltas[id] else { return 0 }
        let deltaID: String?
        if stepDeltas.isEmpty {
            deltaID = deltas.count == 1 ? deltas.keys.first : nil
        } else {
            deltaID =
                stepDeltas.count == 1 ? stepDeltas[0] : (stepDeltas.indices.contains(step) ? stepDeltas[step] : nil)
        }
        return deltaID.flatMap { deltas[$0] } ?? 0
    }
}
