/// Samples in SOL006 that break no rule.
extension RuleSample {
    static let dataVNFDText = """
        vnfd:
          id: sample-vnf
          provider: Sample
          product-name: Sample
          software-version: '1.0'
          version: '1.0'
          vnfm-info: [ manifold ]
          sw-image-desc:
          - id: disk
            name: disk
            version: '1.0'
            checksum:
              algorithm: sha-256
              hash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            min-disk: 1
            size: 1
            image: http://images.example/disk.qcow2
          virtual-compute-desc:
          - id: small
            virtual-cpu:
              num-virtual-cpu: 2
              pinning:
                policy: static
                rule:
                - key: socket
                  value: one
            virtual-memory:
              size: 1.5
          virtual-storage-desc:
          - id: volume
            type-of-storage: block
            block-storage-data:
              size-of-storage: 4
          vdu:
          - id: server
            name: server
            sw-image-desc: disk
            virtual-compute-desc: small
            virtual-storage-desc: [ volume ]
            int-cpd:
            - id: data
              order: 0
              vnic-type: direct
              layer-protocol: [ ethernet ]
            - id: internal
              order: 1
              int-virtual-link-desc: backbone
          int-virtual-link-desc:
          - id: backbone
            connectivity-type:
              layer-protocol: [ ethernet ]
            nfvi-maintenance-info:
              impact-notification-lead-time: 100
          security-group-rule:
          - id: web
            port-range-min: 80
            port-range-max: 443
          ext-cpd:
          - id: data
            int-cpd:
              vdu-id: server
              cpd: data
            security-group-rule-id: web
          df:
          - id: plain
            vdu-profile:
            - id: server
              min-number-of-instances: 1
              max-number-of-instances: 3
              nfvi-maintenance-info:
                impact-notification-lead-time: 100
            instantiation-level:
            - id: one
              vdu-level:
              - vdu-id: server
                number-of-instances: 1
            scaling-aspect:
            - id: servers
              max-scale-level: 2
              aspect-delta-details:
                deltas:
                - id: more
                  vdu-delta:
                  - id: server
                    number-of-instances: 1
            lcm-operations-configuration:
              create-snapshot-vnf-op-config:
                parameter:
                - key: quiesce
                  value: 'no'
              revert-to-snapshot-vnf-op-config:
                parameter:
                - key: restart
                  value: 'yes'

        """

    static let dataNSDText = """
        nsd:
          nsd:
          - id: sample-ns
            name: sample
            designer: Sample
            version: '1.0'
            invariant-id: sample
            vnfd-id: [ sample-vnf ]
            virtual-link-desc:
            - id: lan
              connectivity-type:
                layer-protocol: [ ethernet ]
              df:
              - id: plain
            sapd:
            - id: door
              virtual-link-desc: lan
            vnffgd:
            - id: graph
              vnf-profile-id: [ first, second ]
              virtual-link-profile-id: [ lan ]
              nfp-position-element:
              - id: from
                desc:
                  vnf-profile: { vnf-profile-id: first }
                  vnf: { vnfd-id: sample-vnf, cpd-id: data }
              - id: to
                desc:
                  vnf-profile: { vnf-profile-id: second }
                  vnf: { vnfd-id: sample-vnf, cpd-id: data }
              nfpd:
              - id: path
                rule: protocol=tcp and destination-port-range=80-90
                position-desc:
                - id: begin
                  nfp-position-element-id: [ from ]
                  forwarding-behaviour: lb
                - id: end
                  nfp-position-element-id: [ to ]
            df:
            - id: plain
              vnf-profile:
              - id: first
                vnfd-id: sample-vnf
                flavour-id: plain
                instantiation-level: one
                virtual-link-connectivity:
                - virtual-link-profile-id: lan
                  constituent-cpd-id:
                  - constituent-base-element-id: first
                    constituent-cpd-id: data
              - id: second
                vnfd-id: sample-vnf
                flavour-id: plain
                instantiation-level: one
                max-number-of-instances: 2
              virtual-link-profile:
              - id: lan
                virtual-link-desc-id: lan
                flavour-id: plain
                max-bitrate-requirements:
                  root: 1000
                min-bitrate-requirements:
                  root: 10
              ns-instantiation-level:
              - id: small
                vnf-to-level-mapping:
                - vnf-profile-id: second
                  number-of-instances: 1
              - id: large
                vnf-to-level-mapping:
                - vnf-profile-id: second
                  number-of-instances: 2
              default-instantiation-level: small
              scaling-aspect:
              - id: size
                scaling-level: large

        """
}
