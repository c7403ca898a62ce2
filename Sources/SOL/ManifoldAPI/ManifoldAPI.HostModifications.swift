package import MANOModel

extension ManifoldAPI {
    /// Changes to a host (`PATCH /hosts/{id}`); at least one is there.
    package struct HostModifications: Codable, Sendable, Equatable {
        /// `enabled` or `disabled`.
        package var state: MANOModel.Host.State?
        package var vCPUOvercommit: Double?
        /// Bytes.
        package var reservedMemory: Int64?

        package init(state: MANOModel.Host.State? = nil, vCPUOvercommit: Double? = nil, reservedMemory: Int64? = nil) {
            self.state = state
            self.vCPUOvercommit = vCPUOvercommit
            self.reservedMemory = reservedMemory
        }
    }
}
