import FoundationEssentials
import MANOModel

/// The value of `nextpage_opaque_marker` (SOL013 5.4.2): the last id of the page before.
enum PageMarker {
    static func text(after id: String) -> String {
        Data(id.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func id(_ text: String) throws -> String {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padded = plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), !data.isEmpty, let id = String(validating: data, as: UTF8.self)
        else { throw ManifoldError(.malformed, "nextpage_opaque_marker is not one of this server's") }
        return id
    }
}
