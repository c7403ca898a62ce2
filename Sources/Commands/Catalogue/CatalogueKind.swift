import Client
import MANOModel
import SOL

/// A kind of thing that is onboarded: what its commands are called, and whom they ask.
protocol CatalogueKind {
    associatedtype Info: Sendable

    static var words: CatalogueWords { get }
    static var columns: [Table.Column] { get }

    static func list(_ client: ManifoldClient) async throws -> [Fetched<Info>]
    static func get(_ id: String, _ client: ManifoldClient) async throws -> Fetched<Info>
    static func resolve(_ word: String, _ client: ManifoldClient) async throws -> Info
    static func create(_ client: ManifoldClient) async throws -> String
    static func upload(
        _ id: String, _ file: String, _ client: ManifoldClient, _ sending: @escaping @Sendable (Int64, Int64) -> Void
    ) async throws
    /// Once it is onboarded or refused.
    static func settled(_ id: String, _ client: ManifoldClient, watch: () async -> Void) async throws -> Fetched<Info>
    static func progress(_ id: String, _ client: ManifoldClient) async throws -> ManifoldAPI.OnboardingProgress
    static func set(_ id: String, _ state: OperationalState, _ client: ManifoldClient) async throws
    static func delete(_ id: String, _ client: ManifoldClient) async throws

    static func facts(_ info: Info) -> CatalogueFacts
    static func cells(_ info: Info) -> [String?]
    static func show(_ info: Info, on terminal: Terminal)
}

/// How one speaks of a kind.
struct CatalogueWords {
    /// `package`, `NSD`.
    var noun: String
    /// With its article: `a package`.
    var one: String
    var many: String
    /// Of the command line: `package`, `nsd`.
    var command: String
    /// What is made from it: `VNFs`, `NSs`.
    var instances: String
    /// A name for examples.
    var example: String
    /// A sentence for those who bring one in.
    var hint = ""
}

/// What the commands of all kinds look at.
struct CatalogueFacts {
    var id: String
    var name: String?
    var onboarding: String
    var state: String
    var usage: String
    var failure: SOL013.ProblemDetails?
}
