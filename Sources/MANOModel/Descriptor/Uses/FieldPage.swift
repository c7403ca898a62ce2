/// The page that says what the program does with each field of a descriptor.
package enum FieldPage {
    private static let tables = [
        ("VNFDs", FieldTable.vnfd), ("Deployment flavours of VNFs", FieldTable.flavour), ("NSDs", FieldTable.nsd),
        ("Deployment flavours of network services", FieldTable.nsFlavour),
    ]

    /// As Markdown; `Docs/fields.md` is this text.
    package static var markdown: String {
        var page = """
            # What Manifold does with the fields of descriptors

            Everything that a VNFD, an NSD or a PNFD says is read, checked and shown (`manifold show`). What has an effect is
            *used*. What would make the instance another than the one that was described is *refused* when it is instantiated,
            by name, and onboarded all the same. What has no effect is *unused*: instantiation goes on, and says so in the
            occurrence's `warnings` and in a dry run. Fields that aren't in the tables follow the one around them. This page is
            printed by `manifold fields`.

            A PNFD is there to be shown, and for NSDs to name it: nothing of a PNF is made.

            """
        for (title, table) in tables {
            page += "\n## \(title)\n\n| field | in the model | | |\n|---|---|---|---|\n"
            for use in table.uses {
                let accepted = use.accepted.map { "`\($0)`" }.joined(separator: ", ")
                let kind = use.kind.rawValue + (accepted.isEmpty ? "" : " but for \(accepted)")
                page += "| \(use.name) | `\(use.path)` | \(kind) | \(use.note) |\n"
            }
        }
        return page
    }
}
