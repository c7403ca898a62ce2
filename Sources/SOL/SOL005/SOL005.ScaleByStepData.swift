package import MANOModel

extension SOL005 {
    /// Steps along a scaling aspect of a VNF (SOL005).
    package struct ScaleByStepData: Codable, Sendable, Equatable {
        package var aspectId: String
        /// 1 where it is absent.
        package var numberOfSteps: Int?
        package var additionalParams: [String: JSONValue]?

        package init(aspectId: String, numberOfSteps: Int? = nil, additionalParams: [String: JSONValue]? = nil) {
            self.aspectId = aspectId
            self.numberOfSteps = numberOfSteps
            self.additionalParams = additionalParams
        }
    }
}
