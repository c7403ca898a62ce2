package import MANOModel

extension SOL003 {
    /// One or several steps along a scaling aspect (SOL003).
    package struct ScaleVnfRequest: Codable, Sendable, Equatable {
        package var type: Direction
        package var aspectId: String
        /// 1 where it is absent.
        package var numberOfSteps: Int?
        package var additionalParams: [String: JSONValue]?

        package init(
            type: Direction, aspectId: String, numberOfSteps: Int? = nil,
            additionalParams: [String: JSONValue]? = nil
        ) {
            self.type = type
            self.aspectId = aspectId
            self.numberOfSteps = numberOfSteps
            self.additionalParams = additionalParams
        }

        /// Which way to scale.
        package enum Direction: String, Codable, Sendable, CaseIterable {
            case scaleOut = "SCALE_OUT"
            case scaleIn = "SCALE_IN"
        }
    }
}
