/// NSDs (`etsi-nfv-ns`).
extension SchemaModules {
    static let nsd = """
        grouping ns-local-affinity
          local-affinity-or-anti-affinity-rule[type scope]
            type affinity-type
            scope affinity-scope
        grouping nsd
          id string
          designer string
          version string
          name string
          invariant-id string
          nested-nsd-id* ref ../../nsd/id must not-itself
          vnfd-id* ref /nfv/vnfd/id
          pnfd-id* ref /nfv/pnfd/id
          sapd[id]
            ?cpd-or-virtual-link
              virtual-link-desc ref ../../virtual-link-desc/id
              associated-cpd/
                ?constituent-base-element-id
                  vnfd-id! ref /nfv/vnfd/id must vnfd-listed
                  pnfd-id! ref /nfv/pnfd/id must pnfd-listed
                  nsd-id! ref ../../../../nsd/id must nsd-listed
                ?constituent-cpd-id
                  vnf-ext-cpd! ref deref(../vnfd-id)/../ext-cpd/id
                  pnf-ext-cpd! ref deref(../pnfd-id)/../ext-cpd/id
                  sapd! ref deref(../nsd-id)/../sapd/id
            @cpd
            security-group-rule-id ref ../../security-group-rule/id
          @security-group
          virtual-link-desc[id]
            id string
            @connectivity
            df[id]
              id string
              qos/presence
                latency! uint32
                packet-delay-variation! uint32
                packet-loss-ratio decimal64.2 0..1.00
                priority uint32
              service-availability-level uint32
            test-access enum none|passive-monitoring|active
            description string
          vnffgd[id]
            id string
            vnf-profile-id* ref ../../df/vnf-profile/id
            pnf-profile-id* ref ../../df/pnf-profile/id
            nested-ns-profile-id* ref ../../df/ns-profile/id
            virtual-link-profile-id+ ref ../../df/virtual-link-profile/id
            nfp-position-element[id]>=1
              id string
              desc/
                ?constituent-base-element-id!
                  vnf-profile/
                    vnf-profile-id ref ../../../../../../nsd/df/vnf-profile/id must element-profile
                  pnf-profile/
                    pnf-profile-id ref ../../../../../../nsd/df/pnf-profile/id must element-profile
                  ns-profile/
                    ns-profile-id ref ../../../../../../nsd/df/ns-profile/id must element-profile
                ?constituent-cpd-id
                  vnf/
                    vnfd-id ref /nfv/vnfd/id must element-profile
                    cpd-id ref deref(../vnfd-id)/../ext-cpd/id
                  pnf/
                    pnfd-id ref /nfv/pnfd/id must element-profile
                    pnf-cpd-id ref deref(../pnfd-id)/../ext-cpd/id
                  ns/
                    nsd-id ref ../../../../../../nsd/id must element-profile
                    sap-cpd-id ref deref(../nsd-id)/../sapd/id
            nfpd[id]
              id string
              rule string
              position-desc[id]>=1
                id string
                nfp-position-element-id* ref ../../../nfp-position-element/id
                forwarding-behaviour id forwarding-behaviour
                forwarding-behavior-input-parameters string
          autoscale-rule* string
          lifecycle-management-script[event]
            event string
            script string
        \(flavour)
          signature string
          algorithm string
          certificate string
        """

    private static let flavour = """
          df[id]>=1 must default-level
            id string
            flavour-key ref ../monitored-info/id
            vnf-profile[id] must bounds,vnfd-listed
              id string
              vnfd-id! ref /nfv/vnfd/id
              flavour-id! ref deref(../vnfd-id)/../df/id
              instantiation-level! ref deref(../flavour-id)/../instantiation-level/id
              min-number-of-instances uint16 = 1
              max-number-of-instances uint16 = 1
              @ns-local-affinity
              affinity-or-anti-affinity-group-id* ref ../../affinity-or-anti-affinity-group/id
              virtual-link-connectivity[virtual-link-profile-id]
                virtual-link-profile-id ref ../../../virtual-link-profile/id or ../../../../virtual-link-desc/id
                constituent-cpd-id[constituent-base-element-id]
                  constituent-base-element-id ref ../../../id
                  constituent-cpd-id ref deref(../../../vnfd-id)/../ext-cpd/id
              service-availability-level uint32 must level-of-df
            pnf-profile[id] must pnfd-listed
              id string
              pnfd-id ref /nfv/pnfd/id
              virtual-link-connectivity[virtual-link-profile-id]
                virtual-link-profile-id ref ../../../virtual-link-profile/id or ../../../../virtual-link-desc/id
                constituent-cpd-id[constituent-base-element-id]
                  constituent-base-element-id ref ../../../id
                  constituent-cpd-id ref deref(../../../pnfd-id)/../ext-cpd/id
            virtual-link-profile[id]
              id string
              virtual-link-desc-id! ref ../../../virtual-link-desc/id
              flavour-id! ref deref(../virtual-link-desc-id)/../df/id
              @ns-local-affinity
              affinity-or-anti-affinity-group-id* ref ../../affinity-or-anti-affinity-group/id
              max-bitrate-requirements/
                @bitrate
              min-bitrate-requirements/
                @bitrate
              virtual-link-protocol-data/
                @protocol-data
                l3-protocol-data/ when ../associated-layer-protocol=ipv4|ipv6
                  @l3-protocol-data
            scaling-aspect[id]
              id string
              name string
              description string
              scaling-level+ ref ../../ns-instantiation-level/id
            affinity-or-anti-affinity-group[id]
              id string
              affinityorAntiaffinity! affinity-type
              scope! affinity-scope
            ns-instantiation-level[id]>=1 must some-mapping
              id string
              description string
              vnf-to-level-mapping[vnf-profile-id]
                vnf-profile-id ref ../../../vnf-profile/id
                number-of-instances uint32 = 1
              virtual-link-to-level-mapping[virtual-link-profile-id]
                virtual-link-profile-id ref ../../../virtual-link-profile/id
                @bitrate
              ns-to-level-mapping[ns-profile-id]
                ns-profile-id ref ../../../ns-profile/id
                number-of-instances uint32 = 1
            default-instantiation-level ref ../ns-instantiation-level/id
            ns-lcm-additional-params/
              instantiate/
                params{}
              scale/
                params{}
              heal/
                params{}
            ns-profile[id] must bounds,nsd-listed
              id string
              nsd-id! ref ../../../../nsd/id
              ns-df-id! ref deref(../nsd-id)/../df/id
              instantiation-level-id! ref deref(../ns-df-id)/../ns-instantiation-level/id
              min-number-of-instances uint16 = 1
              max-number-of-instances uint16 = 1
              @ns-local-affinity
              affinity-or-anti-affinity-group-id* ref ../../affinity-or-anti-affinity-group/id
              virtual-link-connectivity[virtual-link-profile-id]
                virtual-link-profile-id ref ../../../virtual-link-profile/id or ../../../../virtual-link-desc/id
                constituent-cpd-id[constituent-base-element-id]
                  constituent-base-element-id ref ../../../id
                  constituent-cpd-id ref deref(../../../nsd-id)/../sapd/id
            dependencies[id]
              id string
              ?primary-id
                primary-vnf-profile ref ../../vnf-profile/vnfd-id or ../../vnf-profile/id
                primary-ns-profile ref ../../ns-profile/nsd-id or ../../ns-profile/id
              ?secondary-id
                secondary-vnf-profile ref ../../vnf-profile/vnfd-id or ../../vnf-profile/id
                secondary-ns-profile ref ../../ns-profile/nsd-id or ../../ns-profile/id
            monitored-info[id]
              id string
              vnf-indicator-info/
                vnfd-id ref /nfv/vnfd/id
                vnf-indicator! ref deref(../vnfd-id)/../indicator/id
              monitoring-parameter/
                id string
                name string
                performance-metric! string
                collection-period string
            priority uint32
            service-availability-level uint32
        """
}
