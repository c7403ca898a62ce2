import MANOModel

import struct FoundationEssentials.Data
import class FoundationEssentials.JSONEncoder

extension GraphSpec {
    /// 16 hexadecimal digits that differ where the specification differs: what `DataplaneDriver.graphDigest` answers
    /// while exactly this graph is in force.
    package var digest: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let text = String(decoding: try encoder.encode(self), as: UTF8.self)
            let digits = String(ExternalName.cookie(owner: "graph:\(text)"), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
    }
}
