/// VNFDs (`etsi-nfv-vnf`).
extension SchemaModules {
    static let vnfd = """
        grouping interface-requirements
          virtual-network-interface-requirement[name]
            name string
            description string
            standardized-network-interface-requirements{}<=1
            network-interface-requirements{}<=1
            nic-io-requirements ref /nfv/vnfd/virtual-compute-desc/logical-node/id
        grouping block-storage
          size-of-storage uint64 = 0
          vdu-storage-requirements{}
          rdma-enabled boolean
          sw-image-desc ref ../../../sw-image-desc/id must image-disk
        grouping local-affinity
          local-affinity-or-anti-affinity-rule[type scope]
            type affinity-type
            scope affinity-scope
            @maintenance
        grouping vnfd
          id string
          provider! string
          product-name! string
          software-version! string
          version! string
          product-info-name string
          product-info-description string
          vnfm-info*>=1 string
          localization-language string
          default-localization-language string when ../localization-language
          vdu[id]>=1
            id string
            name! string
            description string
            int-cpd[id]>=1
              int-virtual-link-desc ref /nfv/vnfd/int-virtual-link-desc/id
              bitrate-requirement uint64
              @interface-requirements
              nicio-requirements ref /nfv/vnfd/virtual-compute-desc/id
              order uint32
              vnic-type id vnic-type
              @cpd
              security-group-rule-id ref ../../../security-group-rule/id
            virtual-compute-desc ref ../../virtual-compute-desc/id must image-memory
            virtual-storage-desc* ref ../../virtual-storage-desc/id
            boot-order[key]
              key uint32
              value ref ../../virtual-storage-desc
            sw-image-desc ref ../../sw-image-desc/id
            nfvi-constraint* string
            monitoring-parameter[id]
              id string
              @monitoring
            configurable-properties{}
            boot-data string
            trunk-port[parent-port-cpd]
              parent-port-cpd ref ../../int-cpd/id
              sub-port-list[sub-port-cpd]
                sub-port-cpd ref ../../../int-cpd/id
                segmentation-type enum vlan|inherit = vlan
                segmentation-id uint32
          virtual-compute-desc[id]
            id string
            logical-node[id]
              id string
              requirement-detail{}>=1
            request-additional-capability[name]
              name string
              support-mandatory boolean
              min-version string
              preferred-version string
              target-performance-parameters{}
            compute-requirements string
            virtual-memory/
              size decimal64.1 0..max = 1
              over-subscription-policy string
              vdu-mem-requirements{}
              numa-enabled boolean
              huge-page-requirements[hugepage-size]<=1
                hugepage-size uint32
                requested-size uint32
            virtual-cpu/
              cpu-architecture string
              num-virtual-cpu uint16 1..max = 1
              clock uint32
              oversubscription-policy string
              vdu-cpu-requirements{}
              pinning/presence
                policy enum static|dynamic = dynamic
                rule{} when ../policy=static
            virtual-disk[id]
              id string
              @block-storage
          virtual-storage-desc[id]
            id string
            type-of-storage id storage-type = nfv:block
            ?storage
              block-storage-data/ when ../type-of-storage=block
                @block-storage
              object-storage-data/ when ../type-of-storage=object
                max-size-of-storage uint64 = 0
              file-storage-data/ when ../type-of-storage=file
                size-of-storage uint64 = 0
                file-system-protocol string = cifs
                int-virtual-link-desc! ref ../../../sw-image-desc/id or ../../../int-virtual-link-desc/id
          sw-image-desc[id]
            id string
            name! string
            version! string
            provider string
            checksum/
              algorithm! id checksum-algorithm
              hash! string
            container-format enum aki|ami|ari|bare|docker|ova|ovf = bare
            disk-format enum aki|ami|ari|iso|qcow2|raw|vdi|vhd|vhdx|vmdk = qcow2
            min-disk! uint64
            min-ram decimal64.1 0..max = 0
            size! uint64
            image uri = .
            operating-system string
            supported-virtualization-environment* string
          int-virtual-link-desc[id]
            id string
            flavour[id]
              id string
              qos/presence
                latency! uint32
                packet-delay-variation! uint32
                packet-loss-ratio decimal64.2 0..1.00
            @connectivity
            test-access* string
            description string
            monitoring-parameters[id]
              id string
              @monitoring
            @maintenance
            externally-managed enum required|allowed
          @security-group
          ext-cpd[id]>=1
            ?cp-connection
              int-virtual-link-desc ref /nfv/vnfd/int-virtual-link-desc/id
              int-cpd/
                vdu-id ref ../../../vdu/id
                cpd ref deref(../vdu-id)/../int-cpd/id
              vip-cpd ref ../../vip-cpd/id
            @interface-requirements
            nicio-requirements ref /nfv/vnfd/virtual-compute-desc/id
            @cpd
            security-group-rule-id ref ../../security-group-rule/id
          vip-cpd[id]
            int-cpd*>=1 ref ../../vdu/int-cpd/id
            int-virtual-link-desc ref ../../int-virtual-link-desc/id
            dedicated-ip-address boolean
            vip-function id vip-function
            @cpd
        \(flavour)
          configurable-properties/
            is-auto-scalable-enabled boolean
            is-auto-heal-enabled boolean
            vnfm-interface-info/
              interface-name string/vnf-(lcm|pm|fm)/
              details/
                uri-components/
                  scheme uri
                  authority/
                    userinfo string
                    host host
                    port port-number
                  path string
                  query string
                  fragment string
                interface-specific-data* string
              credentials string
            vnfm-oauth-server-info/
            vnf-oauth-server-info/
            additional-configurable-property{}
          modifiable-attributes/
            extension* string
            metadata* string
          lifecycle-management-script[id]
            id string
            event* union internal-script-event external-script-event
            lcm-transition-event* string
            script string
            script-dsl string
            script-input{}
          element-group[id]
            id string
            description string
            vdu* ref ../../vdu/id
            virtual-link-desc* ref /nfv/vnfd/int-virtual-link-desc/id
          indicator[id]
            id string
            name string
            indicator-value* string
            source enum vnf|em|both
          auto-scale* string
          vnf-package-change-info[src-vnfd-id dst-vnfd-id src-flavour-id]
            src-vnfd-id string
            dst-vnfd-id string
            src-flavour-id string
            additional-params-id ref ../../df/lcm-operations-configuration/change-current-vnf-package-op-config/id
            modification-qualifier* enum up|down|vnf-upgrade|vnf-update|vnf-downgrade
            additional-modification-description* string
            component-mapping[type]
              type string
              source-desc-id string
              dst-desc-id string
              description string
            lcm-script-id ref ../../lifecycle-management-script/id
            coordination-action-name ref ../../lcm-operations-coordination/coordination-action-name
            dst-flavour-id ref ../../df/id
          lcm-operations-coordination[coordination-action-name]
            coordination-action-name string
            description string
            endpoint-type enum mgmt|vnf
            coordination-stage enum start|end
            input-parameter{}
            output-parameter{}
        """

    /// A deployment flavour, indented as it stands in the grouping above.
    private static let flavour = """
          df[id]>=1 must default-level
            id string
            description string
            vdu-profile[id]>=1
              id ref ../../../vdu/id
              min-number-of-instances uint16 = 1
              max-number-of-instances uint16 = 1 must bounds
              @local-affinity
              affinity-or-anti-affinity-group-id* ref ../../affinity-or-anti-affinity-group/id
              @maintenance
            virtual-link-profile[id flavour]
              id ref /nfv/vnfd/int-virtual-link-desc/id
              flavour ref deref(../../../ext-cpd/int-virtual-link-desc)/../flavour/id or deref(../id)/../flavour/id
              @local-affinity
              affinity-or-anti-affinity-group-id* ref ../../affinity-or-anti-affinity-group/id
              max-bit-rate-requirements/
                root! uint32
                leaf uint32
              min-bit-rate-requirements/
                root! uint32
                leaf uint32
              virtual-link-protocol-data/
                @protocol-data
                l3-protocol-data/ when ../associated-layer-protocol=ipv4|ipv6
                  @l3-protocol-data
                  gateway-ip ip-address
                  dhcp-enabled boolean = true
                  ipv6-address-mode enum slaac|dhcpv6-stateful|dhcpv6-stateless when ../ip-version=ipv6
            vip-cp-profile[id]
              id ref ../../../vip-cpd/id
              min-number-of-instances uint16
              max-number-of-instances uint16
            instantiation-level[id]>=1
              id string
              description string
              vdu-level[vdu-id]>=1
                vdu-id ref ../../../../vdu/id
                number-of-instances uint16 = 1 must in-profile,in-profile
              vip-cp-level[id]
                id ref ../../../../vip-cpd/id
                number-of-instances uint16
              scaling-info[scaling-aspect-id]
                scaling-aspect-id ref ../../../scaling-aspect/id
                scale-level uint32
            default-instantiation-level ref ../instantiation-level/id
            supported-operation* id supported-operation
            lcm-operations-configuration/
              instantiate-vnf-op-config/
                parameter{}
              scale-vnf-op-config/
                parameter{}
                scaling-by-more-than-one-step-supported boolean = false
              scale-vnf-to-level-op-config/
                parameter{}
                arbitrary-target-levels-supported boolean = false
              heal-vnf-op-config/
                parameter{}
                cause* string
              terminate-vnf-op-config/
                min-graceful-termination timeticks = 1
                max-recommended-graceful-termination timeticks
                parameter{}
              operate-vnf-op-config/
                min-graceful-stop-timeout timeticks = 1
                max-recommended-graceful-stop-timeout timeticks
                parameter{}
              change-vnf-flavour-op-config/
                parameter{}
              change-ext-vnf-connectivity-op-config/
                parameter{}
              create-snapshot-vnf-op-config/
                parameter{}>=1
              revert-to-snapshot-vnf-op-config/
                parameter{}>=1
              change-current-vnf-package-op-config[id]
                id string
                parameter{}
            affinity-or-anti-affinity-group[id]
              id string
              affinityorAntiaffinity! affinity-type
              scope! affinity-scope
            indicator[id]
              id string
              name string
              indicator-value string
              source enum vnf|em|both
            supported-vnf-interfaces[name]
              name enum vnf-configuration|vnf-indicator|vnf-lcm-coordination
              cpd-id* ref ../../../ext-cpd/id
              interface-details{}
            supported-coordination-actions[vnf-lcm-operation]
              vnf-lcm-operation enum instantiate|scale|scale_to_level|change_flavour|terminate|heal|operate|change_ext_conn|modify_info|create_snapshot|revert_to_snapshot
              coordination-action-name ref ../../../lcm-operations-coordination/coordination-action-name
            monitoring-parameter[id]
              id string
              @monitoring
            scaling-aspect[id]
              id string
              name string
              description string
              max-scale-level uint32 1..max
              aspect-delta-details/
                deltas[id]>=1
                  id string
                  vdu-delta[id]
                    id ref ../../../../../../vdu/id
                    number-of-instances uint32 0..max
                  virtual-link-bit-rate-delta[id]
                    id string
                    bit-rate-requirements/
                      root! uint32
                      leaf uint32
                  vip-cp-delta[id]
                    id ref ../../../../../../vip-cpd/id
                    number-of-instances uint16
                step-deltas+ ref ../deltas/id
            dependencies[id]
              id string
              primary-id ref ../../vdu-profile/id
              secondary-id ref ../../vdu-profile/id
        """
}
