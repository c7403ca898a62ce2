package import SOL

/// One look at an occurrence.
package struct OccurrenceProgress: Sendable {
    package var occurrence: Fetched<Occurrence>
    package var steps: [Fetched<ManifoldAPI.Step>]
    /// By number of a step that is an operation of its own: the steps of that operation.
    package var children: [Int: [ManifoldAPI.Step]]

    package init(
        occurrence: Fetched<Occurrence>, steps: [Fetched<ManifoldAPI.Step>], children: [Int: [ManifoldAPI.Step]] = [:]
    ) {
        self.occurrence = occurrence
        self.steps = steps
        self.children = children
    }
}

/// Looks into the steps that are operations of their own: an NS's step that waits for one of its VNFs is parked.
struct ChildSteps: Sendable {
    private(set) var steps: [Int: [ManifoldAPI.Step]] = [:]
    private var occurrences: [Int: String] = [:]
    private var finished: Set<Int> = []

    /// What can't be had of a child is left out: the parent is what is followed.
    mutating func look(at parents: [ManifoldAPI.Step], client: ManifoldClient) async {
        for parent in parents where !finished.contains(parent.number) {
            let isParked = parent.state == "parked"
            guard isParked || occurrences[parent.number] != nil else { continue }
            if occurrences[parent.number] == nil {
                occurrences[parent.number] = try? await client.newestOccurrence(ofVNF: parent.resourceId)?.id
            }
            guard let id = occurrences[parent.number], let found = try? await client.steps(of: id) else { continue }
            steps[parent.number] = found.map(\.value)
            // Once more after it is no longer parked, for its last steps.
            if !isParked { finished.insert(parent.number) }
        }
    }
}
