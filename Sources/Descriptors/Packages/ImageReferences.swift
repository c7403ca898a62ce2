import MANOModel

/// The images that a descriptor names, and where it does.
final class ImageReferences {
    struct Reference {
        var image: SoftwareImage
        var place: Place
        var hashPlace: Place
        var sizePlace: Place
        /// Bytes by which the descriptor's size may be off: in SOL006 it counts gigabytes.
        var sizeGranularity = 1
        /// Whether a descriptor has to give the hash; what SOL006 lets it leave out is reported where it is read.
        var isHashRequired = true
    }

    private var references: [String: [Reference]] = [:]

    func add(_ reference: Reference) {
        references[reference.image.location, default: []].append(reference)
    }

    func references(to path: String) -> [Reference] { references[path] ?? [] }
}
