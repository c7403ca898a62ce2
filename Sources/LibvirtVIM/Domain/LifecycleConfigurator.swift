import MANOModel

/// What becomes of a guest that ends: the manager decides, not libvirt.
struct LifecycleConfigurator: DomainConfigurator {
    func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings) {
        domain.add(XMLNode("on_poweroff", text: "destroy"))
        domain.add(XMLNode("on_reboot", text: "restart"))
        domain.add(XMLNode("on_crash", text: "destroy"))
    }
}
