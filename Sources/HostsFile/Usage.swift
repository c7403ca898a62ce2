import MANOModel

/// What of a host is used, before it is known which host.
struct Usage {
    struct Part {
        var kind: Claim.Kind
        var key = ""
        var amount: Int64 = 1
    }

    private(set) var parts: [Part] = []

    mutating func add(_ kind: Claim.Kind, _ key: String = "", _ amount: Int64 = 1) {
        if amount > 0 { parts.append(Part(kind: kind, key: key, amount: amount)) }
    }

    func claims(on host: Identifier<Host>) -> [Claim] {
        parts.map { Claim(kind: $0.kind, scope: host.rawValue, key: $0.key, amount: $0.amount, owner: "used") }
    }
}
