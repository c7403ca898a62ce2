package import MANOModel

/// The size that a VNF is to have.
package struct ScaleTarget: Sendable, Codable, Equatable {
    /// By aspect id; every aspect of the flavour is in it.
    package var scaleLevels: [String: Int]
    /// By VDU id; every VDU of the flavour is in it.
    package var instances: [String: Int]

    package init(scaleLevels: [String: Int], instances: [String: Int]) {
        self.scaleLevels = scaleLevels
        self.instances = instances
    }
}

/// What `ScalePlanner` found.
package enum ScaleResult: Sendable, Equatable {
    case target(ScaleTarget)
    /// `.conflict` at a limit, `.unprocessable` for what the flavour doesn't have.
    case refused(ManifoldError)
}
