import ArgumentParser
import Descriptors

/// `manifold rules`: no server is asked.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Show the rules that descriptors and packages are checked by.",
        discussion: """
            Prints a page in Markdown with each rule, why it is there, and an example that breaks it.

            Examples:
              manifold rules
              manifold rules property-type
            """)
    @Argument(help: "Only the rules of these names.") var names: [String] = []

    func run() async throws {
        let terminal = Terminal.current
        guard !names.isEmpty else { return terminal.write(RulePage.markdown) }
        for name in names {
            guard let page = RulePage.markdown(of: name) else {
                throw CommandFailure.usage("there is no rule `\(name)`; see manifold rules")
            }
            terminal.write(page)
        }
    }
}
