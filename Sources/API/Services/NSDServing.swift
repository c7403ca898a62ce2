package import SOL

/// NSDs (SOL005 `nsd`). Methods throw `notFound` for an unknown id and `conflict` where the state forbids it.
package protocol NSDServing: ResourceSource {
    /// Makes a resource in CREATED.
    func create(_ request: SOL005.CreateNsdInfoRequest) async throws -> ResourceRow

    /// Changes it and returns it as it is then.
    /// - Parameter revision: of the client's If-Match; `preconditionFailed` where it isn't the present one.
    func modify(_ id: String, _ changes: SOL005.NsdInfoModifications, ifRevision revision: Int64?) async throws
        -> ResourceRow

    func delete(_ id: String, ifRevision revision: Int64?) async throws

    /// Asked before any byte is read: throws unless the NSD's state takes a content (CREATED or ERROR).
    func prepareContent(_ id: String) async throws

    /// Takes the file over. Returns when UPLOADING or PROCESSING is committed; processing goes on by itself.
    func receiveContent(_ id: String, _ file: UploadedFile) async throws

    /// The NSD archive.
    func content(_ id: String) async throws -> StoredContent

    /// The NSD; nil where it can't be had in that form.
    func descriptor(_ id: String, as form: DescriptorForm) async throws -> StoredContent?

    func manifest(_ id: String) async throws -> StoredContent

    /// - Parameter path: of the artifact from the archive's root; never with an empty, `.` or `..` component.
    func artifact(_ id: String, path: String) async throws -> StoredContent
}
