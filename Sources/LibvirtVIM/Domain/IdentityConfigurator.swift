import MANOModel

/// What a guest is called.
struct IdentityConfigurator: DomainConfigurator {
    func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings) {
        domain.add(XMLNode("name", text: guest.name))
        domain.add(XMLNode("uuid", text: DomainDocument.uuid(owner: guest.owner)))
        // libvirt takes one line.
        domain.add(XMLNode("title", text: guest.title.split(whereSeparator: \.isNewline).joined(separator: " ")))
    }
}
