extension ManifoldAPI {
    /// What a guest has printed on its serial port.
    package struct GuestLog: Codable, Sendable, Equatable {
        package var vnfcId: String
        package var name: String
        /// Its last lines; what isn't UTF-8 is replaced.
        package var text: String
        /// For `after` of the next question.
        package var end: Int64

        package init(vnfcId: String, name: String, text: String, end: Int64) {
            self.vnfcId = vnfcId
            self.name = name
            self.text = text
            self.end = end
        }
    }
}
