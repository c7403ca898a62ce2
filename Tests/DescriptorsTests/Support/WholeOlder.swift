/// A VNFD with what SOL001 3.3.1 has otherwise than 3.7.1.
extension Whole {
    static let vnfd331 = #"""
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports:
          - https://forge.etsi.org/rep/nfv/SOL001/raw/v3.3.1/etsi_nfv_sol001_vnfd_types.yaml
        topology_template:
          substitution_mappings:
            node_type: tosca.nodes.nfv.VNF
            requirements:
              virtual_link: [ cp, virtual_link ]
          node_templates:
            vnf:
              type: tosca.nodes.nfv.VNF
              properties:
                descriptor_id: whole-1
                descriptor_version: '1.0'
                provider: Whole
                product_name: whole
                software_version: '2.0'
                vnfm_info: [ 'etsivnfm:v2.3.1' ]
                flavour_id: all
                flavour_description: All there is
                monitoring_parameters: [ { name: cpu, performance_metric: v_cpu_usage_mean_vnf,
                  collection_period: 60 s } ]
            vdu:
              type: tosca.nodes.nfv.Vdu.Compute
              properties:
                name: vdu
                description: A VDU
                vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 1 }
                monitoring_parameters: [ { name: load, performance_metric: v_cpu_usage_mean,
                  collection_period: 10 s } ]
              capabilities:
                virtual_compute: { properties: { virtual_cpu: { num_virtual_cpu: 1 },
                  virtual_memory: { virtual_mem_size: 1 GiB } } }
              requirements: [ virtual_storage: disk, virtual_storage: files ]
              artifacts:
                image: { type: tosca.artifacts.nfv.SwImage, file: 'http://images.example/vdu.qcow2',
                  properties: { name: image, version: "1", provider: Image, checksum: { algorithm: sha-256,
                  hash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa },
                  container_format: bare, disk_format: qcow2, min_disk: 1 GiB, min_ram: 1 MiB, size: 1 MB,
                  operating_system: linux, supported_virtualisation_environments: [ kvm ] } }
            files:
              type: tosca.nodes.nfv.Vdu.VirtualFileStorage
              properties: { virtual_file_storage_data: { size_of_storage: 1 GiB, file_system_protocol: nfs } }
              requirements: [ virtual_link: link ]
            disk:
              type: tosca.nodes.nfv.Vdu.VirtualBlockStorage
              properties:
                virtual_block_storage_data: { size_of_storage: 1 GiB }
              artifacts:
                image: { type: tosca.artifacts.nfv.SwImage, file: 'http://images.example/disk.qcow2',
                  properties: { name: image, version: "1", provider: Image, checksum: { algorithm: sha-256,
                  hash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa },
                  container_format: bare, disk_format: qcow2, min_disk: 1 GiB, min_ram: 1 MiB, size: 1 MB,
                  operating_system: linux, supported_virtualisation_environments: [ kvm ] } }
            cp:
              type: tosca.nodes.nfv.VduCp
              properties:
                layer_protocols: [ ipv4 ]
                order: 0
                vnic_type: normal
                virtual_network_interface_requirements:
                  - { support_mandatory: true, network_interface_requirements: { speed: high } }
              requirements: [ virtual_binding: vdu ]
            link:
              type: tosca.nodes.nfv.VnfVirtualLink
              properties:
                connectivity_type: { layer_protocols: [ ipv4 ] }
                vl_profile: { max_bitrate_requirements: { root: 0 }, min_bitrate_requirements: { root: 0 } }
                monitoring_parameters: [ { name: bytes, performance_metric: byte_incoming,
                  collection_period: 10 s } ]
        """#
}

/// An NSD with what SOL001 3.3.1 has otherwise than 3.7.1.
extension Whole {
    static let nsd331 = #"""
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports:
          - https://forge.etsi.org/rep/nfv/SOL001/raw/v3.3.1/etsi_nfv_sol001_nsd_types.yaml
        node_types:
          whole.NS:
            derived_from: tosca.nodes.nfv.NS
          whole.Inner:
            derived_from: tosca.nodes.nfv.NS
        topology_template:
          substitution_mappings: { node_type: whole.NS }
          node_templates:
            ns:
              type: whole.NS
              properties:
                descriptor_id: ns-1
                designer: Whole
                version: '1.0'
                name: ns
                invariant_id: ns
                flavour_id: all
            inner:
              type: whole.Inner
              properties:
                { descriptor_id: ns-2, designer: Whole, version: '1.0', name: inner, invariant_id: inner,
                  flavour_id: one,
                  ns_profile: { flavour_id: two, min_number_of_instances: 1, max_number_of_instances: 2 } }
            first:
              type: tosca.nodes.nfv.VNF
              properties: { descriptor_id: whole-1, descriptor_version: "1.0", provider: Whole,
                product_name: whole, software_version: "2.0", vnfm_info: [ "0:x" ], flavour_id: all,
                flavour_description: All }
          policies:
            - watched:
                type: tosca.policies.nfv.NsMonitoring
                properties:
                  ns_monitoring_parameters: [ { name: bytes, performance_metric: byte_incoming_sap,
                    collection_period: 10 s } ]
                targets: [ ns ]
            - watched_vnf:
                type: tosca.policies.nfv.VnfMonitoring
                properties:
                  vnf_monitoring_parameters: [ { name: cpu, performance_metric: v_cpu_usage_mean_vnf,
                    collection_period: 10 s } ]
                targets: [ first ]
        """#
}

/// A VNFD with what SOL001 2.6.1 has otherwise than 3.7.1.
extension Whole {
    static let vnfd261 = #"""
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports:
          - https://forge.etsi.org/rep/nfv/SOL001/raw/v2.6.1/etsi_nfv_sol001_vnfd_types.yaml
        topology_template:
          substitution_mappings:
            node_type: tosca.nodes.nfv.VNF
            requirements:
              virtual_link: [ cp, virtual_link ]
          node_templates:
            vnf:
              type: tosca.nodes.nfv.VNF
              properties:
                descriptor_id: whole-1
                descriptor_version: '1.0'
                provider: Whole
                product_name: whole
                software_version: '2.0'
                vnfm_info: [ 'etsivnfm:v2.3.1' ]
                flavour_id: all
                flavour_description: All there is
                monitoring_parameters: [ { name: cpu, performance_metric: v_cpu_usage_mean_vnf,
                  collection_period: 60 s } ]
            vdu:
              type: tosca.nodes.nfv.Vdu.Compute
              properties:
                name: vdu
                description: A VDU
                vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 1 }
                monitoring_parameters: [ { name: load, performance_metric: v_cpu_usage_mean_vnf,
                  collection_period: 10 s } ]
                sw_image_data: { name: image, version: "1", checksum: { algorithm: sha-256,
                  hash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa },
                  container_format: bare, disk_format: qcow2, min_disk: 1 GiB, min_ram: 1 MiB, size: 1 MB,
                  operating_system: linux, supported_virtualisation_environments: [ kvm ] }
                boot_order: [ files, disk ]
                boot_data: hello
                nfvi_constraints: [ near ]
              capabilities:
                virtual_compute: { properties: { virtual_cpu: { num_virtual_cpu: 1 },
                  virtual_memory: { virtual_mem_size: 1 GiB } } }
              requirements: [ virtual_storage: disk, virtual_storage: files ]
              artifacts:
                image: { type: tosca.artifacts.nfv.SwImage, file: 'http://images.example/vdu.qcow2' }
            files:
              type: tosca.nodes.nfv.Vdu.VirtualFileStorage
              properties: { virtual_file_storage_data: { size_of_storage: 1 GiB, file_system_protocol: nfs } }
              requirements: [ virtual_link: link ]
            disk:
              type: tosca.nodes.nfv.Vdu.VirtualBlockStorage
              properties:
                virtual_block_storage_data: { size_of_storage: 1 GiB }
                sw_image_data: { name: image, version: "1", checksum: { algorithm: sha-256,
                  hash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa },
                  container_format: bare, disk_format: qcow2, min_disk: 1 GiB, min_ram: 1 MiB, size: 1 MB,
                  operating_system: linux, supported_virtualisation_environments: [ kvm ] }
              artifacts:
                image: { type: tosca.artifacts.nfv.SwImage, file: 'http://images.example/disk.qcow2' }
            cp:
              type: tosca.nodes.nfv.VduCp
              properties:
                layer_protocols: [ ipv4 ]
                order: 0
                vnic_type: normal
                virtual_network_interface_requirements:
                  - { support_mandatory: true, network_interface_requirements: { speed: high } }
              requirements: [ virtual_binding: vdu ]
            link:
              type: tosca.nodes.nfv.VnfVirtualLink
              properties:
                connectivity_type: { layer_protocols: [ ipv4 ] }
                vl_profile: { max_bitrate_requirements: { root: 0 }, min_bitrate_requirements: { root: 0 } }
                monitoring_parameters: [ { name: bytes, performance_metric: packet_outgoing_virtual_link,
                  collection_period: 10 s } ]
        """#
}

/// An NSD with what SOL001 2.6.1 has otherwise than 3.7.1.
extension Whole {
    static let nsd261 = #"""
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports:
          - https://forge.etsi.org/rep/nfv/SOL001/raw/v2.6.1/etsi_nfv_sol001_nsd_types.yaml
        node_types:
          whole.NS:
            derived_from: tosca.nodes.nfv.NS
          whole.Inner:
            derived_from: tosca.nodes.nfv.NS
        topology_template:
          substitution_mappings: { node_type: whole.NS }
          node_templates:
            ns:
              type: whole.NS
              properties:
                descriptor_id: ns-1
                designer: Whole
                version: '1.0'
                name: ns
                invariant_id: ns
                flavour_id: all
            inner:
              type: whole.Inner
              properties:
                { descriptor_id: ns-2, designer: Whole, version: '1.0', name: inner, invariant_id: inner,
                  flavour_id: one,
                  ns_profile: { flavour_id: two, min_number_of_instances: 1, max_number_of_instances: 2 } }
            link:
              type: tosca.nodes.nfv.NsVirtualLink
              properties:
                connectivity_type: { layer_protocols: [ ipv4 ] }
                vl_profile:
                  max_bitrate_requirements: { root: 0 }
                  min_bitrate_requirements: { root: 0 }
                  service_availability: { level: level1 }
        """#
}
