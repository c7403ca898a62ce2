extension RuleSample {
    /// A VNFD with one VDU, three CPs, one of them on an internal link, and a scaling aspect.
    static let vnfdText = """
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports:
          - etsi_nfv_sol001_vnfd_types.yaml
        data_types:
          sample.Size:
            derived_from: string
            constraints: [ valid_values: [ small, large ] ]
        node_types:
          sample.VNF:
            derived_from: tosca.nodes.nfv.VNF
            properties:
              size: { type: sample.Size, default: small }
            requirements:
              - virtual_link_a: { capability: tosca.capabilities.nfv.VirtualLinkable, occurrences: [ 0, 1 ] }
        topology_template:
          inputs:
            greeting: { type: string, default: hello }
            cpus: { type: integer, default: 2 }
          substitution_mappings:
            node_type: sample.VNF
            requirements:
              virtual_link_a: [ cp-a, virtual_link ]
          node_templates:
            vnf:
              type: sample.VNF
              properties:
                descriptor_id: sample-1
                descriptor_version: '1.0'
                provider: Sample
                product_name: sample
                software_version: '1.0'
                vnfm_info: [ 'etsivnfm:v3.7.1' ]
                flavour_id: simple
                flavour_description: simple
              interfaces:
                Vnflcm:
                  operations:
                    instantiate:
                      implementation: Scripts/instantiate.sh
            vdu:
              type: tosca.nodes.nfv.Vdu.Compute
              metadata:
                manifold.readiness: tcp
                manifold.readiness.cp: cp-a
                manifold.readiness.port: 22
                other: value
              properties:
                name: vdu
                description: A VDU
                vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 3 }
                boot_data:
                  content_or_file_data:
                    content: { concat: [ 'say ', { get_input: greeting } ] }
              capabilities:
                virtual_compute:
                  properties:
                    virtual_cpu:
                      num_virtual_cpu: { get_input: cpus }
                      virtual_cpu_pinning: { virtual_cpu_pinning_policy: static }
                    virtual_memory:
                      virtual_mem_size: 512 MiB
                      numa_enabled: true
                      vdu_mem_requirements: { mem_page_size: 1GB }
              requirements:
                - virtual_storage: storage
              artifacts:
                image:
                  type: tosca.artifacts.nfv.SwImage
                  file: http://images.example/vdu.qcow2
                  properties:
                    name: image
                    version: '1.0'
                    checksum: { algorithm: sha-256, hash: \(hash) }
                    container_format: bare
                    disk_format: qcow2
                    min_disk: 1 GiB
                    size: 100 MB
            storage:
              type: tosca.nodes.nfv.Vdu.VirtualBlockStorage
              properties:
                virtual_block_storage_data: { size_of_storage: 2 GiB }
            cp-a:
              type: tosca.nodes.nfv.VduCp
              properties: { layer_protocols: [ ipv4 ], order: 0 }
              requirements:
                - virtual_binding: vdu
            cp-b:
              type: tosca.nodes.nfv.VduCp
              properties: { layer_protocols: [ ipv4 ], order: 1, vnic_type: direct }
              requirements:
                - virtual_binding: vdu
                - virtual_link: internal
            internal:
              type: tosca.nodes.nfv.VnfVirtualLink
              properties:
                connectivity_type: { layer_protocols: [ ipv4 ] }
                vl_profile:
                  max_bitrate_requirements: { root: 1000 }
                  min_bitrate_requirements: { root: 0 }
                  virtual_link_protocol_data:
                    - associated_layer_protocol: ipv4
                      l3_protocol_data: { ip_version: ipv4, cidr: 192.0.2.0/24, gateway_ip: 192.0.2.1 }
          groups:
            group:
              type: tosca.groups.nfv.PlacementGroup
              description: Everything
              members: [ vdu ]
          policies:
            - aspects:
                type: tosca.policies.nfv.ScalingAspects
                properties:
                  aspects:
                    workers: { name: workers, description: Workers, max_scale_level: 2, step_deltas: [ one ] }
            - initial:
                type: tosca.policies.nfv.VduInitialDelta
                properties: { initial_delta: { number_of_instances: 1 } }
                targets: [ vdu ]
            - deltas:
                type: tosca.policies.nfv.VduScalingAspectDeltas
                properties: { aspect: workers, deltas: { one: { number_of_instances: 1 } } }
                targets: [ vdu ]
            - levels:
                type: tosca.policies.nfv.InstantiationLevels
                properties:
                  levels:
                    small: { description: Small, scale_info: { workers: { scale_level: 0 } } }
                    large: { description: Large, scale_info: { workers: { scale_level: 2 } } }
                  default_level: small
            - apart:
                type: tosca.policies.nfv.AntiAffinityRule
                properties: { scope: nfvi_node }
                targets: [ vdu ]
            - ssh:
                type: tosca.policies.nfv.SecurityGroupRule
                properties: { protocol: tcp, port_range_min: 22, port_range_max: 22 }
                targets: [ cp-a ]
            - load:
                type: tosca.policies.nfv.VnfIndicator
                properties: { source: vnf }
                targets: [ vnf ]
        """
}
