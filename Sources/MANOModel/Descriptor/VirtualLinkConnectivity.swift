/// One CP of a profile, and the virtual link it connects to (`NsVirtualLinkConnectivity`, IFA014 6.3.10).
package struct VirtualLinkConnectivity: Codable, Sendable, Hashable {
    /// The external CP: its id, or the requirement name it is exposed under (see `DeploymentFlavour.externalCp`).
    package var cpdID: String
    package var virtualLinkID: String

    package init(
        cpdID: String,
        virtualLinkID: String
    ) {
        self.cpdID = cpdID
        self.virtualLinkID = virtualLinkID
    }
}
