/// The schema of SOL006 3.7.1, in the notation of `SchemaNotation`: what its modules share.
enum SchemaModules {
    static let common = """
        identity layer-protocol ethernet mpls odu2 ipv4 ipv6 pseudo-wire
        identity address-type mac-address ip-address
        identity supported-operation instantiate-vnf scale-vnf scale-vnf-to-level change-vnf-flavour terminate-vnf query-vnf heal-vnf operate-vnf modify-vnf-information
        identity cp-role root leaf
        identity checksum-algorithm sha-224 sha-256 sha-384 sha-512
        identity storage-type block object file
        identity forwarding-behaviour all lb
        identity vip-function high-availability load-balancing
        identity vnic-type normal virtio direct bare-metal virtio-forwarder direct-physical smart-nic
        type flow-pattern enum line|tree|mesh
        type affinity-type enum affinity|anti-affinity
        type affinity-scope enum nfvi-node|zone-group|zone|nfvi-pop|network-link-and-node
        type internal-script-event enum start-instantiation|end-instantiation|start-scaling|end-scaling|start-healing|end-healing|start-termination|end-termination|start-vnf-flavour-change|end-vnf-flavour-change|start-vnf-operation-change|end-vnf-operation-change|start-vnf-ext-conn-change|end-vnf-ext-conn-change|start-vnfinfo-modification|end-vnfinfo-modification|start-vnf-snapshot-creation|end-vnf-snapshot-creation|start-vnf-snapshot-reverting-to|end-vnf-snapshot-reverting-to|start-change-current-vnf-package|end-change-current-vnf-package
        type external-script-event enum instantiation|scaling|healing|termination|vnf-flavour-change|vnf-operation-change|vnf-ext-conn-change|vnfinfo-modification|vnf-snapshot-creation|vnf-snapshot-reverting-to|change-current-vnf-package
        grouping maintenance
          nfvi-maintenance-info/
            impact-notification-lead-time! timeticks
            is-impact-mitigation-requested boolean
            supported-migration-type* enum no-migration|offline-migration|live-migration
            max-undetectable-interruption-time timeticks
            min-recovery-time-between-impacts timeticks
            max-number-of-impacted-instances[group-size] must impacted
              group-size uint32
              max-number-of-impacted-instances uint32 1..max
            min-number-of-preserved-instances[group-size] must preserved
              group-size uint32
              min-number-of-preserved-instances uint32 1..max
        grouping connectivity
          connectivity-type/
            layer-protocol*>=1 id layer-protocol
            flow-pattern flow-pattern
        grouping bitrate
          root! uint64
          leaf uint64
        grouping monitoring
          name string
          performance-metric string
          collection-period uint64
        grouping cpd
          id string
          layer-protocol* id layer-protocol = ethernet
          role id cp-role
          description string
          protocol[associated-layer-protocol]
            associated-layer-protocol id layer-protocol
            address-data[type]
              type id address-type
              l2-address-data/ when ../type=mac-address
                mac-address-assignment! boolean
              l3-address-data/ when ../type=ip-address
                ip-address-assignment boolean
                ip-address-assignment-subtype enum dynamic|vnf_pkg|external
                floating-ip-activated! boolean
                ip-address-type enum ipv4|ipv6
                number-of-ip-addresses uint32
                fixed-ip-address string
          trunk-mode boolean
        grouping security-group
          security-group-rule[id]
            id string
            description string
            direction enum ingress|egress = ingress
            ether-type enum ipv4|ipv6 = ipv4
            protocol enum tcp|udp|icmp = tcp
            port-range-min uint16 = 0 must ports-upwards
            port-range-max uint16 = 65535 must ports-upwards
        grouping protocol-data
          associated-layer-protocol id layer-protocol
          l2-protocol-data/ when ../associated-layer-protocol=ethernet|mpls|odu2|pseudo-wire
            name string
            network-type enum flat|vlan|vxlan|gre
            vlan-transparent boolean
            mtu uint16
            segmentation-id string
        grouping l3-protocol-data
          name string
          ip-version enum ipv4|ipv6 = ipv4
          cidr string
          ip-allocation-pools* string
        grouping pnfd
          id string
          function-description string
          provider string
          version! string
          invariant-id string
          name string
          ext-cpd[id]
            @cpd
          geographical-location-info string
          @security-group
        """
}
