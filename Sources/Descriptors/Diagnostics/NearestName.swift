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

    /// The name that was clearly meant: the same but for one edit, or two in a long one, or the plural of it, and no other
    /// is as near. What stands under it can be read as meant then, once the slip is reported.
    static func slip(of name: String, among names: some Collection<String>) -> String? {
        nearest(to: name, among: names, within: min(2, max(1, name.utf8.count / 4)), isOnly: true)
    }

    /// The nearest name as `NearKey` has it; nil also where too many have been looked through.
    static func nearest(
        to name: String, among names: some Collection<String>, within most: Int = .max, isOnly: Bool = false
    ) -> String? {
        let work = work
        return NearKey.nearest(to: name, among: names, within: most, isOnly: isOnly) { work?.spendNames($0) ?? true }
    }
}
