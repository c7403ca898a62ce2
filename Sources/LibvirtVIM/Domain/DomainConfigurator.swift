import MANOModel

/// Writes one concern of a guest into its domain. Each writes elements of its own.
protocol DomainConfigurator: Sendable {
    func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings)
}
