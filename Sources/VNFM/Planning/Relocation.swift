package import MANOModel

/// What makes a HEAL move guests away from a host: a member of its additional parameters.
package struct Relocation: Codable, Sendable, Equatable {
    /// The host that the guests leave.
    package var from: Identifier<Host>
    /// The NFVO has planned for the VNF, and claimed.
    package var isReserved: Bool

    private static let key = "evacuate"

    package init(from: Identifier<Host>, isReserved: Bool = false) {
        self.from = from
        self.isReserved = isReserved
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        from = try container.decode(Identifier<Host>.self, forKey: .from)
        isReserved = try container.decodeIfPresent(Bool.self, forKey: .isReserved) ?? false
    }

    /// Nil where the parameters don't ask for it. Throws `.unprocessable` where they ask in another way.
    package init?(_ parameters: [String: JSONValue]?) throws {
        guard let value = parameters?[Self.key] else { return nil }
        do {
            self = try value.decode(Relocation.self)
        } catch {
            throw ManifoldError(
                .unprocessable, "the additional parameter \(Self.key) can't be read", cause: "\(error)",
                remedy: "write it as {\"from\": ID of the host that the guests are to leave}")
        }
    }

    /// What the occurrence's own request asks for; nil: no relocation.
    package init?(of operation: OperationOccurrence) {
        guard operation.operation == .heal else { return nil }
        let asked =
            switch operation.subject {
            case .vnf: operation.parameters["additionalParams"]
            case .ns: operation.parameters["healNsData"]?["additionalParamsforNs"]
            }
        guard let value = asked?[Self.key], let decoded = try? value.decode(Relocation.self) else { return nil }
        self = decoded
    }

    package var parameters: [String: JSONValue] {
        get throws { [Self.key: try JSONValue(encoding: self)] }
    }
}
