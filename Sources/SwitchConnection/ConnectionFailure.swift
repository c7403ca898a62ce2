/// A protocol's error, as far as its connection knows it.
package protocol ConnectionFailure: Error {
    /// The request never left: the other side can't be reached. Nothing has changed.
    static func unreachable(_ message: String) -> Self

    var isUnreachable: Bool { get }
}
