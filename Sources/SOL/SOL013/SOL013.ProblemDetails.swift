package import MANOModel

extension SOL013 {
    /// An error (RFC 7807, with `status` and `detail` mandatory as SOL013 has them).
    package struct ProblemDetails: Codable, Sendable, Equatable {
        /// `urn:manifold:problem:` and the kind of error; absent stands for `about:blank`.
        package var type: String?
        package var title: String?
        package var status: Int
        package var detail: String
        package var instance: String?
        /// An extension (RFC 7807 3.2): where the error is about a descriptor or a package, what `detail` says in lines,
        /// as data, and its warnings as well.
        package var diagnostics: [DescriptorFinding]?

        package init(
            type: String? = nil, title: String? = nil, status: Int, detail: String, instance: String? = nil,
            diagnostics: [DescriptorFinding]? = nil
        ) {
            self.type = type
            self.title = title
            self.status = status
            self.detail = detail
            self.instance = instance
            self.diagnostics = diagnostics
        }

        /// The error as a problem: its kind as type and title, and message, cause and remedy as detail.
        package init(_ error: ManifoldError) {
            self.init(
                type: Self.typePrefix + error.code.rawValue, title: Self.title(of: error.code),
                status: Self.status(of: error.code), detail: error.description, diagnostics: error.findings)
        }

        /// The error that the problem was made from; a foreign problem is told by its status.
        package var error: ManifoldError {
            if let type, type.hasPrefix(Self.typePrefix),
                let code = ManifoldError.Code(rawValue: String(type.dropFirst(Self.typePrefix.count)))
            {
                return ManifoldError(code, detail, findings: diagnostics)
            }
            let code = Self.order.first { Self.status(of: $0) == status }
            return ManifoldError(code ?? (status < 500 ? .malformed : .internal), detail, findings: diagnostics)
        }

        private static let typePrefix = "urn:manifold:problem:"

        /// Codes that share a status with another come after it.
        private static let order: [ManifoldError.Code] = [
            .malformed, .unauthenticated, .forbidden, .notFound, .conflict, .preconditionFailed, .tooLarge,
            .rangeNotSatisfiable, .unprocessable, .internal, .unsupported, .unknown, .timeout,
            .noSpace,
        ]

        /// The HTTP status of each kind of error: the one table of the API.
        package static func status(of code: ManifoldError.Code) -> Int {
            switch code {
            case .malformed: 400
            case .unauthenticated: 401
            case .forbidden: 403
            case .notFound: 404
            case .conflict: 409
            case .preconditionFailed: 412
            case .tooLarge: 413
            case .rangeNotSatisfiable: 416
            case .unprocessable, .noCapacity: 422
            case .infrastructure, .internal: 500
            case .unsupported: 501
            case .unknown: 503
            case .timeout: 504
            case .noSpace: 507
            }
        }

        private static func title(of code: ManifoldError.Code) -> String {
            switch code {
            case .malformed: "Malformed request"
            case .unauthenticated: "Not authenticated"
            case .forbidden: "Not allowed"
            case .notFound: "Not found"
            case .conflict: "Conflict with the state of the resource"
            case .preconditionFailed: "Precondition failed"
            case .tooLarge: "Too large"
            case .rangeNotSatisfiable: "Range not satisfiable"
            case .unprocessable: "Not processable"
            case .noCapacity: "No capacity"
            case .infrastructure: "Infrastructure error"
            case .internal: "Internal error"
            case .unsupported: "Not supported"
            case .unknown: "Infrastructure out of reach"
            case .timeout: "Timeout"
            case .noSpace: "Insufficient storage"
            }
        }
    }
}
