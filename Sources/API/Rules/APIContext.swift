import Hummingbird

/// What goes with a request through the API.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: Source) { coreContext = .init(source: source) }

    /// A path parameter, percent-decoded. Throws `notFound` for what can't be an id or a name.
    func identifier(_ name: String = "id") throws -> String {
        guard let raw = parameters.get(name), let decoded = PercentCoding.decode(raw), decoded.utf8.count <= 255,
            !decoded.isEmpty, decoded != ".", decoded != "..",
            decoded.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0 != "/" && $0.value != 0x7f })
        else { throw HTTPProblem(.notFound, "nothing can have the \(name) \(parameters.get(name)?.prefix(300) ?? "")") }
        return decoded
    }
}
