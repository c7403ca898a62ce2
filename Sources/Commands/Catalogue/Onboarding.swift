import Client
import SOL

/// What bringing in a package and an NSD have in common.
enum Onboarding {
    /// Makes the resource and hands its file over; where that fails, the resource goes again.
    ///
    /// - Returns: the id of the resource.
    static func run(
        _ file: String, resource: String, create: () async throws -> String, upload: (String) async throws -> Void,
        discard: (String) async throws -> Void
    ) async throws -> String {
        let id = try await create()
        do {
            try await upload(id)
        } catch {
            // What was refused is of no use to anybody; where it can't be deleted either, the first error is the cause.
            try? await discard(id)
            throw error
        }
        return id
    }

    /// What to say of a resource in ERROR.
    static func failure(
        _ file: String, resource: String, id: String, problem: SOL013.ProblemDetails?
    ) -> CommandFailure {
        var text = "\(file) was not onboarded; \(resource) \(id) is in ERROR"
        if let problem { text += "\n\(ServerError.text(of: problem))" }
        return .failed(text)
    }
}
