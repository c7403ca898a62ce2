import ArgumentParser
import Client
import SOL

/// A kind of thing that is onboarded: what its commands are called, and what they show of it.
protocol CatalogueKind {
    associatedtype Info: CatalogueResource
    /// Of `onboard`.
    associatedtype EnableOption: StateOption = CatalogueEnableOption
    /// Of `delete`.
    associatedtype DisableOption: StateOption = CatalogueDisableOption

    static var words: CatalogueWords { get }
    static var columns: [Table.Column] { get }

    /// By which one is known besides its id.
    static func names(_ info: Info) -> [String?]
    static func facts(_ info: Info) -> CatalogueFacts
    static func cells(_ info: Info) -> [String?]
    static func show(_ info: Info, on terminal: Terminal)
}

/// Whether a command changes the operational state as well.
protocol StateOption: ParsableArguments {
    /// The example of its use, below those of the command; nil: there is no such option.
    static func example(_ command: String) -> String?
    var isWanted: Bool { get }
}

struct CatalogueEnableOption: StateOption {
    @Flag(help: "Let instances be made from it at once.") var enable = false

    static func example(_ command: String) -> String? { "\(command) --enable" }
    var isWanted: Bool { enable }
}

struct CatalogueDisableOption: StateOption {
    @Flag(help: "Disable it first where it is enabled.") var disable = false

    static func example(_ command: String) -> String? { "\(command) --disable" }
    var isWanted: Bool { disable }
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
    var instances = ""
    /// A name for examples.
    var example: String
    /// A sentence for those who bring one in.
    var hint = ""
    /// Which of them can be deleted.
    var deletable = "that is disabled and not in use"
}

/// What the commands of all kinds look at.
struct CatalogueFacts {
    var id: String
    var name: String?
    var onboarding: String
    /// Nil: such things are neither enabled nor disabled.
    var state: String?
    var usage: String
    var failure: SOL013.ProblemDetails?
}
