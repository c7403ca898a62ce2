import MANOModel

extension FencingMethod {
    /// Seconds for the whole act.
    var limit: Double { timeout ?? 60 }

    /// Throws `.unprocessable` where there is none, or it could be taken for an option.
    func requiredAddress() throws -> String {
        guard let address, !address.isEmpty, !address.hasPrefix("-") else {
            throw ManifoldError(.unprocessable, "the \(type.rawValue) method has no address", remedy: "say where it is")
        }
        return address
    }
}
