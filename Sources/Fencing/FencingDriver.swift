package import MANOModel

/// Powers one host off, so that nothing of it runs. Errors: `ManifoldError` that names the method and what it answered, never
/// a password: `.infrastructure` where it said no, `.unknown` where it couldn't be asked or what it did isn't known,
/// `.timeout`.
package protocol FencingDriver: Sendable {
    /// Powers the host off, and returns when it was seen to be off: doing so to a host that is off is success.
    ///
    /// - Returns: what was seen, in words.
    func powerOff() async throws -> String

    /// Whether the host is off now; nil where this method can't tell.
    func isOff() async throws -> Bool?
}

/// Makes the driver of one of a host's methods. Throws `.unprocessable` where its settings can't be used.
package typealias FencingConnect = @Sendable (Host, FencingMethod) throws -> any FencingDriver
