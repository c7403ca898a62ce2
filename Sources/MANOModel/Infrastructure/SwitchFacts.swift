/// What a host's switch is and can do. Its ports to guests are left out.
package struct SwitchFacts: Codable, Sendable, Hashable {
    package var version: String?
    package var dpdkVersion: String?
    /// It has DPDK ports: vhost-user.
    package var hasDPDK: Bool
    /// The host CPUs that its polling threads run on.
    package var pmdCPUs: [Int]
    package var ports: [Port]
    package var bonds: [Bond]
    /// What it has and can't tell, in words.
    package var notKnown: [String]

    /// A port that leads elsewhere than to a guest.
    package struct Port: Codable, Sendable, Hashable {
        package var name: String
        package var bridge: String
        /// As Open vSwitch names it: `dpdk`, `vxlan`; empty for a device of the host's.
        package var type: String
        package var hasLink: Bool
        /// Mbit/s.
        package var speed: Int?
        /// Bytes.
        package var mtu: Int?

        package init(
            name: String, bridge: String, type: String = "", hasLink: Bool = true, speed: Int? = nil, mtu: Int? = nil
        ) {
            self.name = name
            self.bridge = bridge
            self.type = type
            self.hasLink = hasLink
            self.speed = speed
            self.mtu = mtu
        }
    }

    package init(
        hasDPDK: Bool = false, pmdCPUs: [Int] = [], version: String? = nil, dpdkVersion: String? = nil,
        ports: [Port] = [], bonds: [Bond] = [], notKnown: [String] = []
    ) {
        self.hasDPDK = hasDPDK
        self.pmdCPUs = pmdCPUs
        self.version = version
        self.dpdkVersion = dpdkVersion
        self.ports = ports
        self.bonds = bonds
        self.notKnown = notKnown
    }

    /// Of rows from before an attribute was there, too.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            hasDPDK: try values.decode(Bool.self, forKey: .hasDPDK),
            pmdCPUs: try values.decode([Int].self, forKey: .pmdCPUs),
            version: try values.decodeIfPresent(String.self, forKey: .version),
            dpdkVersion: try values.decodeIfPresent(String.self, forKey: .dpdkVersion),
            ports: try values.decodeIfPresent([Port].self, forKey: .ports) ?? [],
            bonds: try values.decodeIfPresent([Bond].self, forKey: .bonds) ?? [],
            notKnown: try values.decodeIfPresent([String].self, forKey: .notKnown) ?? [])
    }
}
