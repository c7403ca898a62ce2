/// The error of every boundary: what went wrong with which thing, why, and what to do next.
package struct ManifoldError: Error, Sendable, Equatable, Codable {
    package var code: Code
    /// Names the resource, the host and the reason, in one sentence.
    package var message: String
    /// What the layer below said, if anything.
    package var cause: String?
    /// What the reader can do next.
    package var remedy: String?
    /// Where it is about a descriptor or a package: everything that was found, warnings too.
    package var findings: [DescriptorFinding]?

    package init(
        _ code: Code, _ message: String, cause: String? = nil, remedy: String? = nil,
        findings: [DescriptorFinding]? = nil
    ) {
        self.code = code
        self.message = message
        self.cause = cause
        self.remedy = remedy
        self.findings = findings
    }

    /// The manager's own disk has no room, or fails.
    ///
    /// - Parameters:
    ///   - folder: where.
    ///   - free: bytes that may still be written there, where that is known.
    ///   - reason: what the system said.
    package static func storage(isFull: Bool, folder: String, free: Int64?, reason: String) -> ManifoldError {
        let left = free.map { " (\($0) bytes are free)" } ?? ""
        return isFull
            ? ManifoldError(
                .noSpace, "the manager has no room left in \(folder)\(left)", cause: reason,
                remedy: "make room there, or have the data folder on a larger disk; then send the same again")
            : ManifoldError(
                .internal, "the manager's storage in \(folder) fails\(left)", cause: reason,
                remedy: "look after the disk and the limits of the manager's process; then send the same again")
    }

    /// The kinds of error; the API maps each to one HTTP status in one table.
    package enum Code: String, Sendable, Codable {
        /// A malformed request: broken JSON, an unknown query parameter, a bad filter. 400
        case malformed
        /// A missing or wrong token. 401
        case unauthenticated
        /// Known, but not allowed. 403
        case forbidden
        /// No such resource. 404
        case notFound
        /// The state of the resource forbids it. 409
        case conflict
        /// If-Match or If-Unmodified-Since doesn't hold. 412
        case preconditionFailed
        /// A body above the limit. 413
        case tooLarge
        /// A range that the content doesn't have. 416
        case rangeNotSatisfiable
        /// Well formed, but it means something impossible. 422
        case unprocessable
        /// No host can take it; the message has every host's reasons. 422, or the `error` of an occurrence
        case noCapacity
        /// A host or a switch said no. 500, or the `error` of an occurrence
        case infrastructure
        /// A host or a switch could not be asked: nothing is known about the result. 503
        case unknown
        /// It took longer than its deadline. 504
        case timeout
        /// The ability is not there. 501
        case unsupported
        /// A defect of Manifold. 500
        case `internal`
        /// The manager's own disk is full. 507 (RFC 4918 11.5)
        case noSpace
    }
}

extension ManifoldError: CustomStringConvertible {
    /// One line for logs and for people: message, cause, remedy.
    package var description: String {
        var text = message
        if let cause { text += ": \(cause)" }
        if let remedy { text += " (\(remedy))" }
        return text
    }
}
