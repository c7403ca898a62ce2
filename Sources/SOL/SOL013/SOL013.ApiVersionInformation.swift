extension SOL013 {
    /// The versions of one API that the server has (`api_versions`).
    package struct ApiVersionInformation: Codable, Sendable, Equatable {
        /// `/vnflcm`, with the major version behind it where the client asked under that.
        package var uriPrefix: String
        package var apiVersions: [ApiVersion]

        /// One version of an API.
        package struct ApiVersion: Codable, Sendable, Equatable {
            /// `2.3.0`.
            package var version: String
            package var isDeprecated: Bool

            package init(version: String, isDeprecated: Bool = false) {
                self.version = version
                self.isDeprecated = isDeprecated
            }
        }

        package init(uriPrefix: String, apiVersions: [ApiVersion]) {
            self.uriPrefix = uriPrefix
            self.apiVersions = apiVersions
        }
    }
}
