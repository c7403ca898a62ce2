/// Texts of files that may be needed in many places, such as the boot data of many VDUs: held once.
final class DecodedTexts {
    private var texts: [String: String] = [:]

    func text(_ path: String, _ bytes: [UInt8]) -> String {
        if let text = texts[path] { return text }
        let text = String(decoding: bytes, as: UTF8.self)
        texts[path] = text
        return text
    }
}
