import Foundation
import Descriptors
import MANOModel
import Testing

/// Compiles one template that stands by itself.
func compile(_ template: String) throws -> (content: PackageContent?, diagnostics: [Diagnostic]) {
    try withTemporaryFolder { folder in
        try write(["sample.yaml": template], below: folder)
        do {
            let content = try PackageReader().read(at: folder + "/sample.yaml")
            return (content, content.warnings)
        } catch let error as PackageError {
            return (nil, error.diagnostics)
        }
    }
}

/// The text with the first of some parts replaced; it has to be there.
func replacing(_ old: String, _ new: String, in text: String) throws -> String {
    let range = try #require(text.range(of: old), "the sample has no \(old)")
    return text.replacingCharacters(in: range, with: new)
}
