/// Descriptors that set every property that a descriptor of SOL001 3.7.1 can set.
enum Whole {}

extension Whole {
    private static let vnfdTopology = #"""
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports:
          - etsi_nfv_sol001_vnfd_types.yaml
        data_types:
          whole.Configurable:
            derived_from: tosca.datatypes.nfv.VnfConfigurableProperties
            properties:
              additional_configurable_properties: { type: whole.Additional }
              vnfm_oauth_server_info: { type: whole.OAuth }
              vnf_oauth_server_info: { type: whole.OAuth }
          whole.Additional:
            derived_from: tosca.datatypes.nfv.VnfAdditionalConfigurableProperties
            properties: { colour: { type: string } }
          whole.OAuth:
            derived_from: tosca.datatypes.nfv.OauthServerInfo
            properties: { server: { type: string } }
          whole.Modifiable:
            derived_from: tosca.datatypes.nfv.VnfInfoModifiableAttributes
            properties:
              extensions: { type: whole.Extensions }
              metadata: { type: whole.Metadata }
          whole.Extensions:
            derived_from: tosca.datatypes.nfv.VnfInfoModifiableAttributesExtensions
            properties: { extension: { type: string } }
          whole.Metadata:
            derived_from: tosca.datatypes.nfv.VnfInfoModifiableAttributesMetadata
            properties: { metadatum: { type: string } }
          whole.Vnfc:
            derived_from: tosca.datatypes.nfv.VnfcConfigurableProperties
            properties: { additional_vnfc_configurable_properties: { type: whole.VnfcAdditional } }
          whole.VnfcAdditional:
            derived_from: tosca.datatypes.nfv.VnfcAdditionalConfigurableProperties
            properties: { speed: { type: integer } }
          whole.Operations:
            derived_from: tosca.datatypes.nfv.VnfLcmOperationsConfiguration
            properties:
              instantiate: { type: whole.instantiate }
              change_flavour: { type: whole.change_flavour }
              change_ext_connectivity: { type: whole.change_ext_connectivity }
              change_current_package: { type: whole.change_current_package }
              create_snapshot: { type: whole.create_snapshot }
              revert_to_snapshot: { type: whole.revert_to_snapshot }
          whole.instantiate:
            derived_from: tosca.datatypes.nfv.VnfInstantiateOperationConfiguration
            properties: { own: { type: string } }
          whole.change_flavour:
            derived_from: tosca.datatypes.nfv.VnfChangeFlavourOperationConfiguration
            properties: { own: { type: string } }
          whole.change_ext_connectivity:
            derived_from: tosca.datatypes.nfv.VnfChangeExtConnectivityOperationConfiguration
            properties: { own: { type: string } }
          whole.change_current_package:
            derived_from: tosca.datatypes.nfv.VnfChangeCurrentPackageOperationConfiguration
            properties: { own: { type: string } }
          whole.create_snapshot:
            derived_from: tosca.datatypes.nfv.VnfCreateSnapshotOperationConfiguration
            properties: { own: { type: string } }
          whole.revert_to_snapshot:
            derived_from: tosca.datatypes.nfv.VnfRevertToSnapshotOperationConfiguration
            properties: { own: { type: string } }
          whole.Parameters:
            derived_from: tosca.datatypes.nfv.VnfOperationAdditionalParameters
            properties: { parameter: { type: string } }
          whole.Coord:
            derived_from: tosca.datatypes.nfv.VnfLcmOpCoord
            properties:
              input_parameters: { type: whole.Inputs }
              output_parameters: { type: whole.Outputs }
          whole.Inputs:
            derived_from: tosca.datatypes.nfv.InputOpCoordParams
            properties: { question: { type: string } }
          whole.Outputs:
            derived_from: tosca.datatypes.nfv.OutputOpCoordParams
            properties: { answer: { type: string } }
        policy_types:
          whole.Action:
            derived_from: tosca.policies.nfv.LcmCoordinationAction
            properties: { action: { type: whole.Coord } }
        interface_types:
          whole.Lifecycle:
            derived_from: tosca.interfaces.nfv.Vnflcm
            instantiate:
              inputs: { additional_parameters: { type: whole.Parameters } }
            terminate:
              inputs: { additional_parameters: { type: whole.Parameters } }
            change_flavour:
              inputs: { additional_parameters: { type: whole.Parameters } }
            change_external_connectivity:
              inputs: { additional_parameters: { type: whole.Parameters } }
            operate:
              inputs: { additional_parameters: { type: whole.Parameters } }
            create_snapshot:
              inputs: { additional_parameters: { type: whole.Parameters } }
            revert_to_snapshot:
              inputs: { additional_parameters: { type: whole.Parameters } }
            change_current_package:
              inputs: { additional_parameters: { type: whole.Parameters } }
            heal:
              inputs: { additional_parameters: { type: whole.Parameters } }
            scale:
              inputs: { additional_parameters: { type: whole.Parameters } }
            scale_to_level:
              inputs: { additional_parameters: { type: whole.Parameters } }
          whole.Indicators:
            derived_from: tosca.interfaces.nfv.VnfIndicator
            load_changed: {}
          whole.Change:
            derived_from: tosca.interfaces.nfv.ChangeCurrentVnfPackage
            upgrade: {}
        node_types:
          whole.VNF:
            derived_from: tosca.nodes.nfv.VNF
            properties:
              configurable_properties: { type: whole.Configurable }
              modifiable_attributes: { type: whole.Modifiable }
              lcm_operations_configuration: { type: whole.Operations }
            requirements:
              - virtual_link_a: { capability: tosca.capabilities.nfv.VirtualLinkable, occurrences: [ 0, 1 ] }
            interfaces:
              Vnflcm: { type: whole.Lifecycle }
              VnfIndicator: { type: whole.Indicators }
              Change: { type: whole.Change }
          whole.VDU:
            derived_from: tosca.nodes.nfv.Vdu.Compute
            properties:
              configurable_properties: { type: whole.Vnfc }
        topology_template:
          inputs:
            greeting: { type: string, description: What it says, default: hello }
          substitution_mappings:
            node_type: whole.VNF
            requirements:
              virtual_link_a: [ cp-a, virtual_link ]
          node_templates:
            vnf:
              type: whole.VNF
              properties:
                descriptor_id: whole-1
                descriptor_version: '1.0'
                provider: Whole
                product_name: whole
                software_version: '2.0'
                product_info_name: Whole thing
                product_info_description: All of it
                vnfm_info: [ 'etsivnfm:v3.7.1' ]
                localization_languages: [ en, cy ]
                default_localization_language: en
                flavour_id: all
                flavour_description: All there is
                configurable_properties:
                  is_autoscale_enabled: true
                  is_autoheal_enabled: true
                  vnfm_interface_info: [ { interface_name: vnf_lcm, details: { uri_components: { scheme: https,
                    authority: { user_info: me, host: vnf, port: "80" }, path: a, query: b, fragment: c },
                    interface_specific_data: { one: two } }, credentials: { user: me } } ]
                  vnfm_oauth_server_info: { server: one }
                  vnf_oauth_server_info: { server: two }
                  additional_configurable_properties: { is_writable_anytime: false, colour: red }
                modifiable_attributes:
                  extensions: { extension: one }
                  metadata: { metadatum: two }
                lcm_operations_configuration:
                  instantiate: { own: a }
                  scale: { scaling_by_more_than_one_step_supported: true }
                  scale_to_level: { arbitrary_target_levels_supported: true }
                  heal: { causes: [ broken ] }
                  terminate: { min_graceful_termination_timeout: 1 s,
                    max_recommended_graceful_termination_timeout: 2 s }
                  operate: { min_graceful_stop_timeout: 3 s, max_recommended_graceful_stop_timeout: 4 s }
                  change_flavour: { own: a }
                  change_ext_connectivity: { own: a }
                  change_current_package: { own: a }
                  create_snapshot: { own: a }
                  revert_to_snapshot: { own: a }
                monitoring_parameters:
                  cpu: { name: cpu, performance_metric: v_cpu_usage_mean_vnf, collection_period: 60 s }
                vnf_profile:
                  { instantiation_level: small, min_number_of_instances: 1, max_number_of_instances: 3,
                    service_availability_level: 2 }
              artifacts:
                script: { type: tosca.artifacts.Implementation.Bash, file: Scripts/instantiate.sh }
              interfaces:
                Vnflcm:
                  operations:
                    instantiate: { implementation: script, inputs: { additional_parameters: { parameter: a } } }
                    instantiate_start: { implementation: { primary: script, dependencies: [ Scripts/lib.sh ] } }
                    terminate: { inputs: { additional_parameters: { parameter: a } } }
                    change_flavour: { inputs: { additional_parameters: { parameter: a } } }
                    change_external_connectivity: { inputs: { additional_parameters: { parameter: a } } }
                    operate: { inputs: { additional_parameters: { parameter: a } } }
                    create_snapshot: { inputs: { additional_parameters: { parameter: a } } }
                    revert_to_snapshot: { inputs: { additional_parameters: { parameter: a } } }
                    change_current_package: { inputs: { additional_parameters: { parameter: a } } }
                    heal: { inputs: { additional_parameters: { parameter: a }, cause: broken,
                      vnfc_instance_ids: [ x ] } }
                    scale: { inputs: { additional_parameters: { parameter: a }, type: scale_out, aspect: workers,
                      number_of_steps: 1 } }
                    scale_to_level:
                      inputs: { additional_parameters: { parameter: a }, instantiation_level: small,
                        scale_info: { workers: { scale_level: 1 } } }
                VnfIndicator:
                  operations: { load_changed: { implementation: Scripts/load.sh } }
                Change:
                  operations: { upgrade: { implementation: Scripts/upgrade.sh } }
            vdu:
              type: whole.VDU
              metadata: { note: kept }
              properties:
                name: unit
                description: A VDU
                boot_order: true
                nfvi_constraints: { zone: one }
                monitoring_parameters:
                  load: { name: load, performance_metric: v_cpu_usage_mean, collection_period: 30 s }
                configurable_properties: { additional_vnfc_configurable_properties: { speed: 1 } }
                vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 5,
                  nfvi_maintenance_info: { impact_notification_lead_time: 10 s,
                  is_impact_mitigation_requested: true, supported_migration_type: [ no_migration ],
                  max_undetectable_interruption_time: 2 s, min_recovery_time_between_impacts: 3 s,
                  max_number_of_impacted_instances: [ { group_size: 4, max_number_of_impacted_instances: 2 } ],
                  min_number_of_preserved_instances: [ { group_size: 5,
                  min_number_of_preserved_instances: 1 } ] } }
                boot_data:
                  vim_specific_properties: { vim_type: OPENSTACK, properties: { key: value } }
                  kvp_data: { data: { key: value } }
                  content_or_file_data:
                    data: { who: me }
                    content: 'say {{who}}'
                    destination_path: /etc/greeting
              capabilities:
                virtual_compute:
                  properties:
                    logical_node: { first: { logical_node_requirements: { node: zero } } }
                    requested_additional_capabilities:
                      gpu:
                        requested_additional_capability_name: gpu
                        support_mandatory: false
                        min_requested_additional_capability_version: '1'
                        preferred_requested_additional_capability_version: '2'
                        target_performance_parameters: { flops: many }
                    compute_requirements: { rack: one }
                    virtual_memory:
                      virtual_mem_size: 512 MiB
                      virtual_mem_oversubscription_policy: none
                      vdu_mem_requirements: { mem_page_size: 2MB }
                      numa_enabled: true
                    virtual_cpu:
                      cpu_architecture: x86_64
                      num_virtual_cpu: 2
                      virtual_cpu_clock: 2 GHz
                      virtual_cpu_oversubscription_policy: none
                      vdu_cpu_requirements: { flags: avx }
                      virtual_cpu_pinning: { virtual_cpu_pinning_policy: static,
                        virtual_cpu_pinning_rule: [ 'cores 1 and 2' ] }
                    virtual_local_storage: [ { size_of_storage: 1 GiB, vdu_storage_requirements: { speed: high },
                      rdma_enabled: true } ]
              requirements:
                - virtual_storage: disk
                - virtual_storage: objects
                - virtual_storage: files
              artifacts:
                image:
                  type: tosca.artifacts.nfv.SwImage
                  file: http://images.example/vdu.qcow2
                  properties: { name: image, version: "1", provider: Image, checksum: { algorithm: sha-256,
                    hash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa },
                    container_format: bare, disk_format: qcow2, min_disk: 1 GiB, min_ram: 1 MiB, size: 1 MB,
                    operating_system: linux, supported_virtualisation_environments: [ kvm ] }
            second:
              type: tosca.nodes.nfv.Vdu.Compute
              properties:
                name: second
                description: Boots with a file
                vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 1 }
                boot_data: { content_or_file_data: { source_path: boot.txt } }
              capabilities:
                virtual_compute:
                  properties: { virtual_memory: { virtual_mem_size: 1 GiB }, virtual_cpu: { num_virtual_cpu: 1 } }
              requirements: [ virtual_storage: root ]
            root:
              type: tosca.nodes.nfv.Vdu.VirtualBlockStorage
              properties: { virtual_block_storage_data: { size_of_storage: 1 GiB } }
              artifacts:
                image:
                  type: tosca.artifacts.nfv.SwImage
                  file: http://images.example/root.qcow2
                  properties: { name: image, version: "1", provider: Image, checksum: { algorithm: sha-256,
                    hash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa },
                    container_format: bare, disk_format: qcow2, min_disk: 1 GiB, min_ram: 1 MiB, size: 1 MB,
                    operating_system: linux, supported_virtualisation_environments: [ kvm ] }
            disk:
              type: tosca.nodes.nfv.Vdu.VirtualBlockStorage
              properties: { virtual_block_storage_data: { size_of_storage: 1 GiB,
                vdu_storage_requirements: { speed: high }, rdma_enabled: true },
                nfvi_maintenance_info: { impact_notification_lead_time: 10 s,
                is_impact_mitigation_requested: true, supported_migration_type: [ no_migration ],
                max_undetectable_interruption_time: 2 s, min_recovery_time_between_impacts: 3 s,
                max_number_of_impacted_instances: [ { group_size: 4, max_number_of_impacted_instances: 2 } ],
                min_number_of_preserved_instances: [ { group_size: 5, min_number_of_preserved_instances: 1 } ] } }
            objects:
              type: tosca.nodes.nfv.Vdu.VirtualObjectStorage
              properties: { virtual_object_storage_data: { max_size_of_storage: 1 GiB },
                nfvi_maintenance_info: { impact_notification_lead_time: 10 s,
                is_impact_mitigation_requested: true, supported_migration_type: [ no_migration ],
                max_undetectable_interruption_time: 2 s, min_recovery_time_between_impacts: 3 s,
                max_number_of_impacted_instances: [ { group_size: 4, max_number_of_impacted_instances: 2 } ],
                min_number_of_preserved_instances: [ { group_size: 5, min_number_of_preserved_instances: 1 } ] } }
            files:
              type: tosca.nodes.nfv.Vdu.VirtualFileStorage
              properties: { virtual_file_storage_data: { size_of_storage: 1 GiB, file_system_protocol: nfs },
                nfvi_maintenance_info: { impact_notification_lead_time: 10 s,
                is_impact_mitigation_requested: true, supported_migration_type: [ no_migration ],
                max_undetectable_interruption_time: 2 s, min_recovery_time_between_impacts: 3 s,
                max_number_of_impacted_instances: [ { group_size: 4, max_number_of_impacted_instances: 2 } ],
                min_number_of_preserved_instances: [ { group_size: 5, min_number_of_preserved_instances: 1 } ] } }
              requirements: [ virtual_link: internal ]
            cp-a:
              type: tosca.nodes.nfv.VduCp
              metadata: { manifold.management: 'true' }
              properties: { layer_protocols: [ ipv4 ], role: root, description: A CP, trunk_mode: true,
                protocol: [ { associated_layer_protocol: ipv4, address_data: [ { address_type: ip_address,
                l2_address_data: { mac_address_assignment: true },
                l3_address_data: { ip_address_assignment: true, ip_address_assignment_subtype: dynamic,
                floating_ip_activated: true, ip_address_type: ipv4, number_of_ip_address: 2,
                fixed_ip_address: [ 192.0.2.9 ] } } ] } ], bitrate_requirement: 100, order: 1, vnic_type: direct,
                virtual_network_interface_requirements: [ { name: nic, description: A NIC,
                network_interface_requirements: { vnic_type: virtio },
                nic_io_requirements: { logical_node_requirements: { node: one } } } ] }
              requirements: [ virtual_binding: vdu ]
            cp-b:
              type: tosca.nodes.nfv.VduCp
              properties: { layer_protocols: [ ethernet ], order: 7 }
              requirements: [ virtual_binding: vdu, virtual_link: internal ]
            sub:
              type: tosca.nodes.nfv.VduSubCp
              properties: { layer_protocols: [ ipv4 ], role: root, description: A CP, trunk_mode: true,
                protocol: [ { associated_layer_protocol: ipv4, address_data: [ { address_type: ip_address,
                l2_address_data: { mac_address_assignment: true },
                l3_address_data: { ip_address_assignment: true, ip_address_assignment_subtype: dynamic,
                floating_ip_activated: true, ip_address_type: ipv4, number_of_ip_address: 2,
                fixed_ip_address: [ 192.0.2.9 ] } } ] } ], bitrate_requirement: 100, order: 3, vnic_type: direct,
                virtual_network_interface_requirements: [ { name: nic, description: A NIC,
                network_interface_requirements: { vnic_type: virtio },
                nic_io_requirements: { logical_node_requirements: { node: one } } } ], segmentation_type: vlan,
                segmentation_id: 100 }
              requirements: [ trunk_binding: cp-b, virtual_link: internal ]
            vip:
              type: tosca.nodes.nfv.VipCp
              properties: { layer_protocols: [ ipv4 ], role: root, description: A CP, trunk_mode: true,
                protocol: [ { associated_layer_protocol: ipv4, address_data: [ { address_type: ip_address,
                l2_address_data: { mac_address_assignment: true },
                l3_address_data: { ip_address_assignment: true, ip_address_assignment_subtype: dynamic,
                floating_ip_activated: true, ip_address_type: ipv4, number_of_ip_address: 2,
                fixed_ip_address: [ 192.0.2.9 ] } } ] } ], dedicated_ip_address: false,
                vip_function: high_availability }
              requirements: [ target: cp-b, virtual_link: internal ]
            outer:
              type: tosca.nodes.nfv.VnfExtCp
              properties: { layer_protocols: [ ipv4 ], role: root, description: A CP, trunk_mode: true,
                protocol: [ { associated_layer_protocol: ipv4, address_data: [ { address_type: ip_address,
                l2_address_data: { mac_address_assignment: true },
                l3_address_data: { ip_address_assignment: true, ip_address_assignment_subtype: dynamic,
                floating_ip_activated: true, ip_address_type: ipv4, number_of_ip_address: 2,
                fixed_ip_address: [ 192.0.2.9 ] } } ] } ], virtual_network_interface_requirements: [ { name: nic,
                description: A NIC, network_interface_requirements: { vnic_type: virtio },
                nic_io_requirements: { logical_node_requirements: { node: one } } } ] }
              requirements: [ internal_virtual_link: internal ]
            internal:
              type: tosca.nodes.nfv.VnfVirtualLink
              properties:
                connectivity_type: { layer_protocols: [ ipv4 ], flow_pattern: tree }
                description: Inside
                test_access: [ passive_monitoring ]
                externally_managed: allowed
                nfvi_maintenance_info: { impact_notification_lead_time: 10 s,
                  is_impact_mitigation_requested: true, supported_migration_type: [ no_migration ],
                  max_undetectable_interruption_time: 2 s, min_recovery_time_between_impacts: 3 s,
                  max_number_of_impacted_instances: [ { group_size: 4, max_number_of_impacted_instances: 2 } ],
                  min_number_of_preserved_instances: [ { group_size: 5, min_number_of_preserved_instances: 1 } ] }
                monitoring_parameters:
                  bytes: { name: bytes, performance_metric: byte_incoming, collection_period: 10 s }
                vl_profile:
                  max_bitrate_requirements: { root: 1000, leaf: 100 }
                  min_bitrate_requirements: { root: 10, leaf: 1 }
                  qos: { latency: 1 ms, packet_delay_variation: 2 ms, packet_loss_ratio: 0.5 }
                  virtual_link_protocol_data:
                    - associated_layer_protocol: ipv4
                      l2_protocol_data: { name: l2, network_type: vlan, vlan_transparent: true, mtu: 1400,
                        segmentation_id: "7" }
                      l3_protocol_data: { name: l3, ip_version: ipv4, cidr: 192.0.2.0/24,
                        ip_allocation_pools: [ { start_ip_address: 192.0.2.10, end_ip_address: 192.0.2.20 } ],
                        gateway_ip: 192.0.2.1, dhcp_enabled: true, ipv6_address_mode: slaac }
          groups:
            group:
              type: tosca.groups.nfv.PlacementGroup
              properties: { description: All }
              members: [ vdu ]

        """#

    /// A VNFD with all there is.
    static let vnfd = vnfdTopology + vnfdPolicies
}
