/// The CPs by which traffic enters and leaves (`CpdPair`, IFA014 6.4.6); equal where there is one CP.
package struct NfpPositionElement: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var ingress: CpReference
    package var egress: CpReference

    package init(
        id: String,
        ingress: CpReference,
        egress: CpReference
    ) {
        self.id = id
        self.ingress = ingress
        self.egress = egress
    }
}
