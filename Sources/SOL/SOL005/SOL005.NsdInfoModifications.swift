package import MANOModel

extension SOL005 {
    /// Changes to an NSD resource (SOL005); at least one is there.
    package struct NsdInfoModifications: Codable, Sendable, Equatable {
        package var nsdOperationalState: OperationalState?
        /// A merge patch (RFC 7396): null removes a key.
        package var userDefinedData: [String: JSONValue]?

        package init(nsdOperationalState: OperationalState? = nil, userDefinedData: [String: JSONValue]? = nil) {
            self.nsdOperationalState = nsdOperationalState
            self.userDefinedData = userDefinedData
        }

        private enum CodingKeys: String, CodingKey {
            case nsdOperationalState, userDefinedData
        }

        /// SOL005 has `userDefinedData` as an array of objects here and as one object everywhere else: both are read, an
        /// array's objects one over the other.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            nsdOperationalState = try container.decodeIfPresent(OperationalState.self, forKey: .nsdOperationalState)
            if let parts = try? container.decodeIfPresent([[String: JSONValue]].self, forKey: .userDefinedData) {
                userDefinedData = parts.reduce(into: [:]) { all, part in all.merge(part) { $1 } }
            } else {
                userDefinedData = try container.decodeIfPresent([String: JSONValue].self, forKey: .userDefinedData)
            }
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encodeIfPresent(nsdOperationalState, forKey: .nsdOperationalState)
            if let userDefinedData { try container.encode([userDefinedData], forKey: .userDefinedData) }
        }
    }
}
