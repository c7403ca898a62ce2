import struct FoundationEssentials.Data
import class FoundationEssentials.JSONDecoder
import class FoundationEssentials.JSONEncoder

/// A JSON-RPC 1.0 message as RFC 7047 4 uses it.
enum RPCMessage: Hashable, Sendable {
    case request(id: JSONValue, method: String, params: [JSONValue])
    case notification(method: String, params: [JSONValue])
    /// `error` is null where the request succeeded.
    case response(id: JSONValue, result: JSONValue, error: JSONValue)

    init(parsing bytes: [UInt8]) throws(OVSDBError) {
        let json: JSONValue
        do {
            json = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch {
            throw OVSDBError(.malformed, "a message is not JSON: \(error)")
        }
        if let method = json["method"]?.string {
            let params = json["params"]?.array ?? []
            if let id = json["id"], id != .null {
                self = .request(id: id, method: method, params: params)
            } else {
                self = .notification(method: method, params: params)
            }
        } else if let id = json["id"], json["result"] != nil || json["error"] != nil {
            self = .response(id: id, result: json["result"] ?? .null, error: json["error"] ?? .null)
        } else {
            throw OVSDBError(.malformed, "a message is neither request, notification nor response")
        }
    }

    func encoded() throws -> [UInt8] {
        let json: JSONValue =
            switch self {
            case .request(let id, let method, let params):
                .object(["id": id, "method": .string(method), "params": .array(params)])
            case .notification(let method, let params):
                .object(["id": .null, "method": .string(method), "params": .array(params)])
            case .response(let id, let result, let error):
                .object(["id": id, "result": result, "error": error])
            }
        return [UInt8](try JSONEncoder().encode(json))
    }
}
