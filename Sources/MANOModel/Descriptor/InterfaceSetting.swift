/// What an interface requirement can say beside the kind of an interface and its queues. SOL001 6.2.7 leaves the keys to
/// conventions: these are OpenStack's image properties, with and without their prefix, and words of our own for what it has
/// none for.
package enum InterfaceSetting: String, Sendable, CaseIterable {
    case model = "vif_model"
    case packedRings = "virtio_packed_ring"
    case macvtapMode = "macvtap_mode"
    case checksumOffload = "checksum_offload"
    case segmentationOffload = "segmentation_offload"
    case fragmentationOffload = "ufo_offload"
    case mergeableBuffers = "mergeable_buffers"
    case vhostUserMode = "vhostuser_mode"

    /// How descriptors spell the key.
    package var keys: [String] {
        switch self {
        case .model, .packedRings: ["hw:\(rawValue)", "hw_\(rawValue)", rawValue]
        case .macvtapMode, .vhostUserMode, .checksumOffload, .segmentationOffload, .fragmentationOffload,
            .mergeableBuffers:
            [rawValue]
        }
    }

    /// What it can be, in small letters.
    package var values: [String] {
        switch self {
        case .model: GuestInterface.Model.allCases.map(\.rawValue)
        case .packedRings, .checksumOffload, .segmentationOffload, .fragmentationOffload, .mergeableBuffers:
            ["true", "false"]
        case .macvtapMode: GuestInterface.MacvtapMode.allCases.map(\.rawValue)
        case .vhostUserMode: ["server", "client"]
        }
    }

    package var effect: String {
        switch self {
        case .model:
            "the card that the guest sees: `virtio`, `e1000`, `e1000e` or `rtl8139`; a vhost-user port is virtio"
        case .packedRings: "`true` offers the guest packed rings (virtio 1.1)"
        case .checksumOffload:
            "whether checksums are left to who is behind it (virtio): without it only to the host's kernel, not to a switch"
        case .segmentationOffload: "`true` leaves TCP's segmentation to it (TSO, GSO, ECN), and checksums too"
        case .fragmentationOffload: "`true` leaves UDP's fragmentation to it (UFO), and checksums too"
        case .mergeableBuffers: "`false` puts a packet that is received into one buffer of the guest's"
        case .macvtapMode: "of vnic_type macvtap: `bridge` (without it), `private`, `vepa` or `passthrough`"
        case .vhostUserMode:
            "who the guest is on the socket of a vhost-user port: `server` (without it), or `client` of a switch that listens"
        }
    }
}

extension InterfaceRequirement {
    /// What it says of a setting, in small letters, where that is something that it can say.
    fileprivate func value(of setting: InterfaceSetting) -> String? {
        for key in setting.keys {
            guard let value = (requirements[key] ?? nicIORequirements[key])?.lowercased(),
                setting.values.contains(value)
            else { continue }
            return value
        }
        return nil
    }
}

extension VduCp {
    /// - Parameter external: what it is exposed as, which may have requirements too; the CP's own come first.
    private func value(of setting: InterfaceSetting, exposedAs external: VnfExtCp?) -> String? {
        (interfaceRequirements + (external?.interfaceRequirements ?? [])).lazy.compactMap { $0.value(of: setting) }
            .first
    }

    /// The card that the guest sees; nil: nothing is said.
    package func model(exposedAs external: VnfExtCp? = nil) -> GuestInterface.Model? {
        value(of: .model, exposedAs: external).flatMap(GuestInterface.Model.init)
    }

    package func isPacked(exposedAs external: VnfExtCp? = nil) -> Bool {
        value(of: .packedRings, exposedAs: external) == "true"
    }

    /// Of a virtio interface. What needs checksums brings them, or goes with them.
    ///
    /// - Parameter unsaid: what is where nothing is said.
    package func offloads(exposedAs external: VnfExtCp? = nil, unsaid: Bool) -> GuestInterface.Offloads {
        func asked(_ setting: InterfaceSetting) -> Bool? {
            value(of: setting, exposedAs: external).map { $0 == "true" }
        }
        let (segmentation, fragmentation) = (asked(.segmentationOffload), asked(.fragmentationOffload))
        let checksums = asked(.checksumOffload) ?? (unsaid || segmentation == true || fragmentation == true)
        return GuestInterface.Offloads(
            checksums: checksums, segmentation: segmentation ?? (unsaid && checksums),
            fragmentation: fragmentation ?? (unsaid && checksums), mergesBuffers: asked(.mergeableBuffers) ?? true)
    }

    /// Why its offloads can't be had together; nil: they can.
    package func offloadProblem(exposedAs external: VnfExtCp? = nil) -> String? {
        let offloads = offloads(exposedAs: external, unsaid: false)
        guard !offloads.checksums, offloads.segmentation || offloads.fragmentation else { return nil }
        let key: InterfaceSetting = offloads.segmentation ? .segmentationOffload : .fragmentationOffload
        return "has \(key.rawValue) and no checksum_offload, which it needs"
    }

    /// Whether the switch listens where it is a vhost-user port, and the guest connects.
    package func isVhostUserClient(exposedAs external: VnfExtCp? = nil) -> Bool {
        value(of: .vhostUserMode, exposedAs: external) == "client"
    }

    /// Nil: it is no macvtap.
    package func macvtapMode(exposedAs external: VnfExtCp? = nil) -> GuestInterface.MacvtapMode? {
        guard vnicType == .macvtap else { return nil }
        return value(of: .macvtapMode, exposedAs: external).flatMap(GuestInterface.MacvtapMode.init) ?? .bridge
    }
}
