import ArgumentParser
import MANOModel

/// `manifold fields`: no server is asked.
struct FieldsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fields", abstract: "Show what has an effect of what descriptors can say.",
        discussion: """
            Prints a page in Markdown.

            Example:
              manifold fields
            """, shouldDisplay: false)

    func run() async throws {
        Terminal.current.write(FieldPage.markdown)
    }
}
