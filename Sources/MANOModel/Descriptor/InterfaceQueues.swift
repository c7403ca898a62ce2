/// How many pairs of queues a virtio interface is asked to have. No standard has a key for it: those that are read are what
/// the field writes into interface requirements, which are Nova's words.
package enum InterfaceQueues: Sendable, Hashable {
    /// One for each vCPU, or one alone.
    case perCPU(Bool)
    case count(Int)

    /// Where a descriptor says nothing a vhost-user port has one for each vCPU, up to so many.
    package static let usual = 8
    /// What QEMU and the kernel's taps take.
    package static let most = 256

    package static let keys = [
        "vif_multiqueue_enabled", "hw:vif_multiqueue_enabled", "hw_vif_multiqueue_enabled", "vif_multiqueue", "queues",
    ]

    /// `true`, `false`, or a number; nil for anything else.
    package init?(_ text: String) {
        switch text.lowercased() {
        case "true", "yes", "on", "enabled": self = .perCPU(true)
        case "false", "no", "off", "disabled": self = .perCPU(false)
        default:
            guard let number = Int(text), (1...Self.most).contains(number) else { return nil }
            self = .count(number)
        }
    }
}

extension InterfaceRequirement {
    /// Whether every key of it is one that is read.
    package var isKnown: Bool {
        let keys = Array(requirements.keys) + nicIORequirements.keys
        return !keys.isEmpty
            && keys.allSatisfy { key in
                InterfaceQueues.keys.contains(key) || InterfaceSetting.allCases.contains { $0.keys.contains(key) }
            }
    }

    /// The first key that is read, with what it says.
    fileprivate var queues: (key: String, text: String)? {
        for key in InterfaceQueues.keys {
            if let text = requirements[key] ?? nicIORequirements[key] { return (key, text) }
        }
        return nil
    }
}

extension [InterfaceRequirement] {
    /// What they ask for; nil where they say nothing of it, or nothing that can be read.
    package var queues: InterfaceQueues? {
        lazy.compactMap(\.queues).first.flatMap { InterfaceQueues($0.text) }
    }

    /// The key whose value is neither a truth value nor a number of queues.
    package var misreadQueues: (key: String, text: String)? {
        lazy.compactMap(\.queues).first.flatMap { InterfaceQueues($0.text) == nil ? $0 : nil }
    }
}

extension VduCp {
    /// Pairs of queues of its interface on a guest of so many vCPUs.
    ///
    /// - Parameters:
    ///   - external: what it is exposed as, which may have requirements too; the CP's own come first.
    ///   - isVhostUser: it is a vhost-user port of the switch, whose PMDs share the queues out among them.
    package func queues(vCPUs: Int, exposedAs external: VnfExtCp? = nil, isVhostUser: Bool) -> Int {
        switch interfaceRequirements.queues ?? external?.interfaceRequirements.queues {
        case .count(let count): count
        case .perCPU(true): Swift.min(vCPUs, InterfaceQueues.most)
        case .perCPU(false): 1
        case nil: isVhostUser ? Swift.min(vCPUs, InterfaceQueues.usual) : 1
        }
    }
}
