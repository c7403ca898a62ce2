import YAML

/// Finds what somebody who wrote a name that doesn't exist may have meant.
enum NearestName {
    /// What looking for names may still cost, where somebody counts: a package has as many names as it likes, and each of
    /// its findings looks through all of them.
    @TaskLocal static var work: WorkBudget?

    /// A remedy: `write `x`` for a near name, else what there is to choose from, else the fallback, which is also what
    /// there is where too many names have been looked through.
    static func remedy<Names: Collection<String>>(
        for name: String, among candidates: @autoclosure () -> Names, else fallback: String
    ) -> String {
        if let work, work.names < 0 { return fallback }
        let names = candidates()
        if let near = nearest(to: name, among: names) { return "did you mean `\(near)`?" }
        if !names.isEmpty, names.count <= 12 {
            return "known here: " + names.sorted().map { "`\($0)`" }.joined(separator: ", ")
        }
        return fallback
    }

    /// The nearest name as `NearKey` has it; nil also where too many have been looked through.
    static func nearest(to name: String, among names: some Collection<String>) -> String? {
        let work = work
        return NearKey.nearest(to: name, among: names) { work?.spendNames($0) ?? true }
    }
}
