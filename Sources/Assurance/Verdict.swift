import MANOModel

/// What is to be done about a VNF.
struct Verdict: Sendable, Equatable {
    /// VNFCs that need an alarm.
    var raise: [Finding] = []
    /// Alarms whose cause is gone.
    var clear: [Identifier<Alarm>] = []
    /// To be added to the alarms of the VNF that stay.
    var notes: [String] = []
    var next = Next.rest

    struct Finding: Sendable, Equatable {
        var vnfcID: Identifier<VNFC>
        var probableCause: String
        var details: [String]
    }

    enum Next: Sendable, Equatable {
        /// Until somebody says that something is wrong.
        case rest
        case look(after: Duration)
        case heal([Identifier<VNFC>], cause: String)
        case retry(Identifier<OperationOccurrence>)
    }
}
