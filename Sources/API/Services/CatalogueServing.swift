package import MANOModel
package import SOL

/// VNF packages, NSDs or PNFDs (SOL005 `vnfpkgm`, `nsd`). Methods throw `notFound` for an unknown id and `conflict` where
/// the state forbids it.
package protocol CatalogueServing: ResourceSource {
    /// Makes an entry in CREATED.
    func create(userDefinedData: [String: JSONValue]?) async throws -> ResourceRow

    /// Changes it and returns it as it is then.
    /// - Parameter revision: of the client's If-Match; `preconditionFailed` where it isn't the present one.
    func modify(_ id: String, _ changes: CatalogueChanges, ifRevision revision: Int64?) async throws -> ResourceRow

    /// - Parameter revision: of the client's If-Match; `preconditionFailed` where it isn't the present one.
    func delete(_ id: String, ifRevision revision: Int64?) async throws

    /// Asked before any byte is read: throws unless the state takes a content (CREATED or ERROR). `receiveContent` or
    /// `abandonContent` follows.
    ///
    /// - Parameter size: bytes to come, where the client said so.
    /// - Returns: what is told how many bytes have come.
    func beginContent(_ id: String, size: Int64?) async throws -> @Sendable (_ received: Int64) -> Void

    /// Takes the file over. Returns when PROCESSING is committed; processing goes on by itself.
    func receiveContent(_ id: String, _ file: UploadedFile) async throws

    /// Ends an upload of which the file won't come.
    func abandonContent(_ id: String, _ error: any Error) async

    /// Has a content fetched. Returns when UPLOADING is committed; a failure is the entry's then.
    func fetchContent(_ id: String, from address: PackageAddress) async throws

    /// The uploaded file.
    func content(_ id: String) async throws -> StoredContent

    /// The descriptor; nil where it can't be had in that form.
    /// - Parameter withSignatures: of its files, with their certificates (SOL005 `include_signatures`).
    func descriptor(_ id: String, as form: DescriptorForm, withSignatures: Bool) async throws -> StoredContent?

    func manifest(_ id: String, withSignatures: Bool) async throws -> StoredContent

    /// - Parameter path: of the artifact from the package's root; never with an empty, `.` or `..` component.
    func artifact(_ id: String, path: String, withSignatures: Bool) async throws -> StoredContent

    /// Several artifacts as a zip file.
    func artifacts(_ id: String, _ selection: ArtifactSelection) async throws -> StoredContent

    /// How far its onboarding is.
    func progress(_ id: String) async throws -> ManifoldAPI.OnboardingProgress
}
