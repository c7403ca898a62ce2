/// What Open Source MANO adds to the schema and what it leaves out, and the schema as a whole.
extension SchemaModules {
    private static let extensions = """
        vnfd
          provider omitted
          software-version omitted
          product-name omitted
          version omitted
          vnfm-info omitted
          description string
          name string
          short-name string
          logo string
          mgmt-cp ref ../ext-cpd/id
          exporters-endpoints any
          k8s-cluster any
          ip-profiles any
          placement-groups any
          kdu[name]
            name argument
            description string
            helm-chart argument
            helm-version enum v2|v3
            juju-bundle argument
            mgmt-service any
            service any
            placement any
          vdu omitted
            count uint16
            cloud-init string
            cloud-init-file argument
            supplemental-boot-data any
            alarm any
            pdu-type string
            alternative-sw-image-desc* ref ../../sw-image-desc/id
            int-cpd omitted
              port-security-enabled boolean
              port-security-disable-strategy string
              virtual-network-interface-requirement
                position uint16
                virtual-interface/
                  type string
                  bandwidth uint64
                  vpci string
          virtual-compute-desc
            pcie-device any
            virtual-memory
              mempage-size enum LARGE|SMALL|SIZE_2MB|SIZE_1GB|PREFER_LARGE
              numa-node-policy/
                node-cnt uint16 1..64
                mem-policy string
                node[id]
                  id uint16
                  memory-mb uint64
                  vcpu[id]
                    id uint16
                  num-cores uint16
                  paired-threads any
                  om-numa-type string
            virtual-cpu
              pinning
                thread-policy string
                cpu-threads any
          virtual-storage-desc
            size-of-storage uint64
            vdu-storage-requirements{}
            rdma-enabled boolean
          sw-image-desc
            version omitted
            min-disk omitted
            size omitted
            vim-type string
            checksum
              algorithm omitted
              hash omitted
          int-virtual-link-desc
            name string
            ip-profile-ref string
            connectivity-type
              layer-protocol omitted
          ext-cpd omitted
            k8s-cluster-net string
            name string
            port-security-enabled boolean
            port-security-disable-strategy string
          df
            vdu-profile omitted
            healing-aspect any
            kdu-resource-profile any
            instantiation-level omitted
              vdu-level omitted
            virtual-link-profile
              virtual-link-protocol-data
                l3-protocol-data
                  security-group string
                  dns-server any
                  dhcp-start-address ip-address
                  dhcp-count uint32
            scaling-aspect
              scaling-policy any
              scaling-config-action any
            lcm-operations-configuration
              operate-vnf-op-config
                day1-2[id]
                  id string
                  execution-environment-list[id]
                    id string
                    connection-point-ref string
                    external-connection-point-ref string
                    helm-chart argument
                    helm-version enum v2|v3
                    metric-service string
                    juju/
                      charm argument
                      proxy boolean
                      cloud enum k8s|lxd|openstack
                    script any
                  initial-config-primitive[seq]
                    @primitive
                  terminate-config-primitive[seq]
                    @primitive
                  config-primitive[name]
                    name argument
                    execution-environment-ref string
                    execution-environment-primitive string
                    user-defined-script argument
                    parameter any
                  config-access any
                  metrics any
                  user-defined-script argument
        nsd
          description string
          short-name string
          vendor string
          logo string
          ns-configuration any
          parameter-pool any
          placement-groups any
          ip-profiles any
          key-pair any
          virtual-link-desc
            name string
            short-name string
            mgmt-network boolean
            vim-network-name string
            vim-network-id string
            ip-profile-ref string
            connectivity-type
              layer-protocol omitted
          vnffgd
            nfp-position-element
              desc omitted
            nfpd
              position-desc omitted
              position-desc-id[id]
                id string
                nfp-position-element-id* ref ../../../nfp-position-element/id
                cp-profile-id[id]
                  id string
                  constituent-profile-elements[id]
                    id string
                    order uint32
                    constituent-base-element-id ref ../../../../../../df/vnf-profile/id
                    ingress-constituent-cpd-id string
                    egress-constituent-cpd-id string
                match-attributes[id]
                  id string
                  ip-proto uint16 0..255
                  source-ip-address string
                  destination-ip-address string
                  source-port uint16
                  destination-port uint16
                  constituent-base-element-id ref ../../../../../df/vnf-profile/id
                  constituent-cpd-id string
          df
            ns-instantiation-level omitted
            vnf-profile
              flavour-id omitted
              instantiation-level omitted
              virtual-link-connectivity
                constituent-cpd-id
                  ip-address ip-address
            virtual-link-profile
              flavour-id omitted
              max-bitrate-requirements
                root omitted
              min-bitrate-requirements
                root omitted
              virtual-link-protocol-data
                l3-protocol-data
                  security-group string
                  gateway-ip ip-address
                  dhcp-enabled boolean
                  dns-server any
                  dhcp-params any
        """

    private static let primitive = """
        grouping primitive
          seq uint16
          name argument
          execution-environment-ref string
          user-defined-script argument
          parameter any
        """

    /// Identities that Open Source MANO adds, by their base.
    static let extendedIdentities: [String: [String]] = [
        "storage-type": ["ephemeral-storage", "persistent-storage", "volume", "swap-storage"]
    ]

    /// The root: lists of all three kinds of descriptors.
    static let root: SchemaNode = schema(withExtensions: true)

    /// Names of all nodes, for those who make up texts.
    static var words: Set<String> {
        var words: Set<String> = []
        func collect(_ node: SchemaNode) {
            words.insert(node.name)
            if case .enumeration(let values) = node.type { words.formUnion(values) }
            if case .identity(_, let values) = node.type { words.formUnion(values) }
            for child in node.children { collect(child) }
        }
        collect(root)
        return words
    }

    static func schema(withExtensions: Bool) -> SchemaNode {
        let notation = SchemaNotation([common, vnfd, nsd, primitive])
        let lines = withExtensions ? SchemaNotation.lines(extensions) : []
        return SchemaNode(
            name: "nfv", kind: .container,
            children: ["vnfd", "nsd", "pnfd"].map { kind in
                notation.descriptor(kind, extensions: lines.first { $0.name == kind }?.lines ?? [])
            })
    }
}
