/// A VNFD with what SOL001 4.4.1 has otherwise than 3.7.1.
extension Whole {
    static let vnfd441 = #"""
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports:
          - https://forge.etsi.org/rep/nfv/SOL001/raw/v4.4.1/etsi_nfv_sol001_vnfd_types.yaml
        data_types:
          whole.Vnfc:
            derived_from: tosca.datatypes.nfv.VnfcConfigurableProperties
            properties: { additional_vnfc_configurable_properties: { type: whole.VnfcAdditional } }
          whole.VnfcAdditional:
            derived_from: tosca.datatypes.nfv.VnfcAdditionalConfigurableProperties
            properties: { speed: { type: integer } }
        node_types:
          whole.Unit:
            derived_from: tosca.nodes.nfv.Vdu.OsContainerDeployableUnit
            properties: { configurable_properties: { type: whole.Vnfc } }
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
                ext_invariant_id: whole
                lcm_operations_configuration: { instantiate: { target_scale_levels_supported: true } }
                vnf_profile:
                  min_number_of_instances: 1
                  max_number_of_instances: 2
                  target_vnf_scale_level_info: { workers: { scale_level: 1 } }
                  version_dependency:
                    - { dependent_constituent_id: a, version_dependency_statement: [ { descriptor_id: [ b ] } ] }
            vdu:
              type: tosca.nodes.nfv.Vdu.Compute
              properties:
                name: vdu
                description: A VDU
                vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 1 }
                boot_data: { vim_specific_properties: { vim_type: OPENSTACK, properties: { key: value } } }
              capabilities:
                virtual_compute:
                  properties:
                    virtual_cpu: { num_virtual_cpu: 1 }
                    virtual_memory:
                      virtual_mem_size: 1 GiB
                      huge_pages_requirements: [ { hugepage_size: 2 MiB, requested_size: 1 GiB } ]
              requirements: [ virtual_storage: disk, virtual_storage: objects, virtual_storage: files ]
              artifacts:
                image: { type: tosca.artifacts.nfv.SwImage, file: 'http://images.example/vdu.qcow2',
                  properties: { name: image, version: "1", provider: Image, checksum: { algorithm: sha-256,
                  hash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa },
                  container_format: bare, disk_format: qcow2, min_disk: 1 GiB, min_ram: 1 MiB, size: 1 MB,
                  operating_system: linux, supported_virtualisation_environments: [ kvm ] } }
            disk:
              type: tosca.nodes.nfv.Vdu.VirtualBlockStorage
              properties: { virtual_block_storage_data: { size_of_storage: 1 GiB }, per_vnfc_instance: false }
            objects:
              type: tosca.nodes.nfv.Vdu.VirtualObjectStorage
              properties: { virtual_object_storage_data: { max_size_of_storage: 1 GiB },
                per_vnfc_instance: false }
            files:
              type: tosca.nodes.nfv.Vdu.VirtualFileStorage
              properties: { virtual_file_storage_data: { size_of_storage: 1 GiB, file_system_protocol: nfs },
                per_vnfc_instance: false }
              requirements: [ virtual_link: link ]
            unit:
              type: whole.Unit
              properties:
                name: unit
                description: Containers
                logical_node: { one: { logical_node_requirements: { node: zero } } }
                requested_additional_capabilities:
                  gpu: { requested_additional_capability_name: gpu, support_mandatory: true,
                    target_performance_parameters: { flops: many } }
                nfvi_constraints: { zone: one }
                configurable_properties: { additional_vnfc_configurable_properties: { speed: 1 } }
                vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 3 }
                mcio_constraint_params: [ affinity_zone ]
                mcio_identification_data: { name: unit, type: Deployment }
              requirements: [ container: box, virtual_storage: disk ]
            box:
              type: tosca.nodes.nfv.Vdu.OsContainer
              properties:
                name: box
                description: A container
                requested_cpu_resources: 100
                cpu_resource_limit: 200
                requested_memory_resources: 1 GiB
                memory_resource_limit: 2 GiB
                requested_ephemeral_storage_resources: 1 GiB
                ephemeral_storage_resource_limit: 2 GiB
                extended_resource_requests: [ { extended_resource: { gpu: nvidia }, amount: 1 } ]
                huge_pages_resources: [ { hugepage_size: 2 MiB, requested_size: 1 GiB } ]
                cpu_pinning_requirements: { virtual_cpu_pinning_policy: static,
                  virtual_cpu_pinning_rule: [ one ] }
              artifacts:
                image: { type: tosca.artifacts.nfv.SwImage, file: registry.example/box,
                  properties: { name: image, version: "1", provider: Image, checksum: { algorithm: sha-256,
                  hash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa },
                  container_format: docker, disk_format: qcow2, min_disk: 1 GiB, min_ram: 1 MiB, size: 1 MB,
                  operating_system: linux, supported_virtualisation_environments: [ kvm ] } }
            chart:
              type: tosca.nodes.nfv.Mciop
              requirements: [ associatedVdu: unit ]
              artifacts:
                chart: { type: tosca.artifacts.nfv.HelmChart, file: 'http://charts.example/box.tgz' }
            service:
              type: tosca.nodes.nfv.VirtualCp
              properties:
                layer_protocols: [ ipv4 ]
                ip_stack_mode: ipv4_xor_ipv6
                role: leaf
                description: In front
                protocol: [ { associated_layer_protocol: ipv4 } ]
                trunk_mode: true
                additionalServiceData:
                  - portData: [ { name: web, protocol: tcp, port: 80, portConfigurable: true } ]
                    serviceData: { host: box.example, path: [ / ] }
                address_pool_name_configurable: true
              requirements: [ target: unit, virtual_link: link ]
            cp:
              type: tosca.nodes.nfv.VduCp
              properties: { layer_protocols: [ ipv4 ], order: 0, ip_stack_mode: ipv4_xor_ipv6 }
              requirements: [ virtual_binding: vdu ]
            trunk:
              type: tosca.nodes.nfv.VduCp
              properties: { layer_protocols: [ ethernet ], order: 1 }
              requirements: [ virtual_binding: vdu, virtual_link: link ]
            sub:
              type: tosca.nodes.nfv.VduSubCp
              properties: { layer_protocols: [ ipv4 ], ip_stack_mode: ipv4_xor_ipv6 }
              requirements: [ trunk_binding: trunk, virtual_link: link ]
            vip:
              type: tosca.nodes.nfv.VipCp
              properties: { layer_protocols: [ ipv4 ], ip_stack_mode: ipv4_xor_ipv6, vip_function: load_balance }
              requirements: [ target: trunk, virtual_link: link ]
            outer:
              type: tosca.nodes.nfv.VnfExtCp
              properties: { layer_protocols: [ ipv4 ], ip_stack_mode: ipv4_xor_ipv6 }
              requirements: [ internal_virtual_link: link ]
            link:
              type: tosca.nodes.nfv.VnfVirtualLink
              properties:
                connectivity_type: { layer_protocols: [ ipv4 ] }
                vl_profile: { max_bitrate_requirements: { root: 0 }, min_bitrate_requirements: { root: 0 } }
          policies:
            - change:
                type: tosca.policies.nfv.VnfPackageChange
                properties:
                  selector: [ { source_descriptor_id: whole-0, destination_descriptor_id: whole-1,
                    source_flavour_id: all } ]
                  modification_qualifier: up
                  destination_flavour_id: all
                targets: [ vnf ]
        """#
}

/// An NSD with what SOL001 4.4.1 has otherwise than 3.7.1.
extension Whole {
    static let nsd441 = #"""
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports:
          - https://forge.etsi.org/rep/nfv/SOL001/raw/v4.4.1/etsi_nfv_sol001_nsd_types.yaml
        node_types:
          whole.NS:
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
                ext_invariant_id: whole
                strict_nsd_constituent_onboarding: false
                ns_profile:
                  min_number_of_instances: 1
                  max_number_of_instances: 2
                  target_ns_scale_level: { all: { scale_level: 1 } }
                  version_dependency: [ { dependent_constituent_id: a,
                    version_dependency_statement: [ { descriptor_id: [ b ] } ] } ]
            first:
              type: tosca.nodes.nfv.VNF
              properties:
                { descriptor_id: whole-1, descriptor_version: "1.0", provider: Whole, product_name: whole,
                  software_version: "2.0", vnfm_info: [ "0:x" ], flavour_id: all, flavour_description: All,
                  vnf_profile: { min_number_of_instances: 1, max_number_of_instances: 2,
                  target_vnf_scale_level_info: { workers: { scale_level: 1 } },
                  version_dependency: [ { dependent_constituent_id: a,
                  version_dependency_statement: [ { descriptor_id: [ b ] } ] } ] } }
            box:
              type: tosca.nodes.nfv.PNF
              properties:
                { descriptor_id: pnf-1, function_description: A box, provider: Box, version: '1',
                  descriptor_invariant_id: pnf, name: box, version_dependency: [ { dependent_constituent_id: a,
                  version_dependency_statement: [ { descriptor_id: [ b ] } ] } ] }
            link:
              type: tosca.nodes.nfv.NsVirtualLink
              properties:
                connectivity_type: { layer_protocols: [ ipv4 ] }
                vl_profile:
                  max_bitrate_requirements: { root: 0 }
                  min_bitrate_requirements: { root: 0 }
                  data_flow_mirroring: [ { mirroring_job_name: job } ]
            door:
              type: tosca.nodes.nfv.Sap
              properties: { layer_protocols: [ ipv4 ], ip_stack_mode: ipv4_xor_ipv6 }
              requirements: [ internal_virtual_link: link ]
          policies:
            - flow:
                type: tosca.policies.nfv.DataFlowInfo
                properties: { data_flow_info_id: flow, associated_mirroring_job_name: job, direction: in }
                targets: [ door ]
        """#
}

/// A PNFD with what SOL001 4.4.1 has otherwise than 3.7.1.
extension Whole {
    static let pnfd441 = #"""
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports:
          - https://forge.etsi.org/rep/nfv/SOL001/raw/v4.4.1/etsi_nfv_sol001_pnfd_types.yaml
        node_types:
          whole.PNF:
            derived_from: tosca.nodes.nfv.PNF
        topology_template:
          substitution_mappings: { node_type: whole.PNF }
          node_templates:
            box:
              type: whole.PNF
              properties:
                descriptor_id: pnf-1
                function_description: A box
                provider: Box
                version: '1.0'
                descriptor_invariant_id: pnf
                name: box
                ext_invariant_id: whole
                version_dependency: [ { dependent_constituent_id: a,
                  version_dependency_statement: [ { descriptor_id: [ b ] } ] } ]
            port:
              type: tosca.nodes.nfv.PnfExtCp
              properties: { layer_protocols: [ ipv4 ], ip_stack_mode: ipv4_xor_ipv6 }
        """#
}
