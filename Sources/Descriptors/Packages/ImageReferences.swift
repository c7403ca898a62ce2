import MANOModel

/// The images that a descriptor names, and where it does.
final class ImageReferences {
    struct Reference {
        var image: SoftwareImage
        var place: Place
        var hashPlace: Place
        var sizePlace: Place
    }

    private(set) var references: [Reference] = []

    func add(_ reference: Reference) {
        references.append(reference)
    }

    func references(to path: String) -> [Reference] { references.filter { $0.image.location == path } }
}
