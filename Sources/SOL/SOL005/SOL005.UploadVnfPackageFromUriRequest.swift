package import MANOModel

extension SOL005 {
    /// Where a package is to be fetched from (SOL005 9.5.2.4).
    package struct UploadVnfPackageFromUriRequest: Codable, Sendable, Equatable {
        package var addressInformation: String
        /// Of releases before 3: a name and a password for the server that the address names.
        package var userName: String?
        package var password: String?
        package var authType: String?
        package var paramsOauth2ClientCredentials: JSONValue?

        package init(
            addressInformation: String, userName: String? = nil, password: String? = nil, authType: String? = nil,
            paramsOauth2ClientCredentials: JSONValue? = nil
        ) {
            self.addressInformation = addressInformation
            self.userName = userName
            self.password = password
            self.authType = authType
            self.paramsOauth2ClientCredentials = paramsOauth2ClientCredentials
        }
    }
}
