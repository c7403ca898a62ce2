/// An NSD with all there is.
extension Whole {
    static let nsd = #"""
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports:
          - etsi_nfv_sol001_nsd_types.yaml
        data_types:
          whole.Parameters:
            derived_from: tosca.datatypes.nfv.NsOperationAdditionalParameters
            properties: { parameter: { type: string } }
          whole.VNFParameters:
            derived_from: tosca.datatypes.nfv.VnfOperationAdditionalParameters
            properties: { parameter: { type: string } }
        interface_types:
          whole.Lifecycle:
            derived_from: tosca.interfaces.nfv.Nslcm
            instantiate: { inputs: { additional_parameters: { type: whole.Parameters } } }
            scale: { inputs: { additional_parameters: { type: whole.Parameters } } }
            heal: { inputs: { additional_parameters: { type: whole.Parameters } } }
          whole.VNFLifecycle:
            derived_from: tosca.interfaces.nfv.Vnflcm
            instantiate: { inputs: { additional_parameters: { type: whole.VNFParameters } } }
          whole.Indicators:
            derived_from: tosca.interfaces.nfv.NsVnfIndicator
            load_changed: {}
        node_types:
          whole.NS:
            derived_from: tosca.nodes.nfv.NS
            interfaces:
              Nslcm: { type: whole.Lifecycle }
              Indicators: { type: whole.Indicators }
          whole.VNF:
            derived_from: tosca.nodes.nfv.VNF
            requirements:
              - virtual_link_in: { capability: tosca.capabilities.nfv.VirtualLinkable }
              - virtual_link_out: { capability: tosca.capabilities.nfv.VirtualLinkable }
            interfaces:
              Vnflcm: { type: whole.VNFLifecycle }
          whole.PNF:
            derived_from: tosca.nodes.nfv.PNF
          whole.Inner:
            derived_from: tosca.nodes.nfv.NS
        topology_template:
          substitution_mappings:
            node_type: whole.NS
            requirements:
              virtual_link: [ door, external_virtual_link ]
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
                ns_profile: { ns_instantiation_level: small, min_number_of_instances: 1,
                  max_number_of_instances: 2 }
                service_availability_level: 2
                priority: 3
              interfaces:
                Nslcm:
                  operations:
                    instantiate: { implementation: Scripts/instantiate.sh,
                      inputs: { additional_parameters: { parameter: a } } }
                    scale:
                      inputs:
                        additional_parameters: { parameter: a }
                        scale_ns_by_steps_data: { scaling_direction: scale_out, aspect: all, number_of_steps: 1 }
                        scale_ns_to_level_data: { instantiation_level: small, ns_scale_info: { all: 1 } }
                    heal: { inputs: { additional_parameters: { parameter: a } } }
                Indicators:
                  operations: { load_changed: { implementation: Scripts/load.sh } }
            first:
              type: whole.VNF
              properties:
                { descriptor_id: whole-1, descriptor_version: "1.0", provider: Whole, product_name: whole,
                  software_version: "2.0", vnfm_info: [ "0:x" ], flavour_id: all, flavour_description: All,
                  vnf_profile: { instantiation_level: small, min_number_of_instances: 1,
                  max_number_of_instances: 2, service_availability_level: 1 } }
              requirements: [ virtual_link_in: first_in, virtual_link_out: first_out ]
              interfaces:
                Vnflcm: { operations: { instantiate: { inputs: { additional_parameters: { parameter: a } } } } }
            box:
              type: whole.PNF
              properties:
                { descriptor_id: pnf-1, function_description: A box, provider: Box, version: '1',
                  descriptor_invariant_id: pnf, name: box }
              requirements: [ dependency: first, virtual_link: link ]
            inner:
              type: whole.Inner
              properties:
                descriptor_id: ns-2
                designer: Whole
                version: '1.0'
                name: inner
                invariant_id: inner
                flavour_id: one
                ns_profile: { ns_instantiation_level: only, min_number_of_instances: 1,
                  max_number_of_instances: 2 }
              requirements: [ dependency: first, virtual_link: link ]
            link:
              type: tosca.nodes.nfv.NsVirtualLink
              properties:
                description: Between
                test_access: [ active_loopback ]
                connectivity_type: { layer_protocols: [ ipv4 ], flow_pattern: mesh }
                vl_profile:
                  max_bitrate_requirements: { root: 1000, leaf: 100 }
                  min_bitrate_requirements: { root: 10, leaf: 1 }
                  qos: { latency: 1 ms, packet_delay_variation: 2 ms, packet_loss_ratio: 0.5, priority: 4 }
                  service_availability_level: 1
                  virtual_link_protocol_data:
                    - { associated_layer_protocol: ipv4, l2_protocol_data: { name: l2, network_type: vlan,
                      vlan_transparent: true, mtu: 1400, segmentation_id: "7" }, l3_protocol_data: { name: l3,
                      ip_version: ipv4, cidr: 192.0.2.0/24,
                      ip_allocation_pools: [ { start_ip_address: 192.0.2.10, end_ip_address: 192.0.2.20 } ] } }
            first_in: { type: tosca.nodes.nfv.Forwarding, requirements: [ virtual_link: link ] }
            first_out: { type: tosca.nodes.nfv.Forwarding, requirements: [ virtual_link: link ] }
            door:
              type: tosca.nodes.nfv.Sap
              properties: { layer_protocols: [ ipv4 ], role: root, description: A CP, trunk_mode: true,
                protocol: [ { associated_layer_protocol: ipv4, address_data: [ { address_type: ip_address,
                l2_address_data: { mac_address_assignment: true },
                l3_address_data: { ip_address_assignment: true, ip_address_assignment_subtype: dynamic,
                floating_ip_activated: true, ip_address_type: ipv4, number_of_ip_address: 2,
                fixed_ip_address: [ 192.0.2.9 ] } } ] } ] }
              requirements: [ internal_virtual_link: link ]
            path: { type: tosca.nodes.nfv.NFP, requirements: [ nfp_position: p1, nfp_position: p2 ] }
            p1: { type: tosca.nodes.nfv.NfpPosition, requirements: [ element: e1 ] }
            p2:
              type: tosca.nodes.nfv.NfpPosition
              properties: { forwarding_behaviour: ff, forwarding_behaviour_input_parameters: { weight: high } }
              requirements: [ element: e2 ]
            e1: { type: tosca.nodes.nfv.NfpPositionElement, requirements: [ profile_element: door ] }
            e2:
              type: tosca.nodes.nfv.NfpPositionElement
              requirements: [ profile_element: first_in, profile_element: first_out ]
          groups:
            graph:
              type: tosca.groups.nfv.VNFFG
              properties: { description: The graph }
              members: [ path, first, box, inner, link ]
            both:
              type: tosca.groups.nfv.NsPlacementGroup
              properties: { description: Both }
              members: [ first, link ]
          policies:
            - rule:
                type: tosca.policies.nfv.NfpRule
                metadata: { manifold.precedence: 10 }
                properties:
                  ether_destination_address: 52:54:00:aa:bb:cc
                  ether_source_address: 52:54:00:aa:bb:cd
                  ether_type: ipv4
                  vlan_tag: [ '100' ]
                  protocol: udp
                  dscp: '46'
                  source_port_range: [ 1, 65535 ]
                  destination_port_range: [ 53, 54 ]
                  source_ip_address_prefix: 192.0.2.0/24
                  destination_ip_address_prefix: 198.51.100.0/24
                  extended_criteria: [ { starting_point: 1, length: 8, value: '01000101' } ]
                targets: [ path ]
            - together:
                type: tosca.policies.nfv.NsAffinityRule
                properties: { scope: zone }
                targets: [ both ]
            - apart:
                type: tosca.policies.nfv.NsAntiAffinityRule
                properties: { scope: zone }
                targets: [ first ]
            - ssh:
                type: tosca.policies.nfv.NsSecurityGroupRule
                properties: { description: SSH, direction: ingress, ether_type: ipv4, protocol: tcp,
                  port_range_min: 20, port_range_max: 22 }
                targets: [ door ]
            - watched:
                type: tosca.policies.nfv.NsMonitoring
                properties:
                  ns_monitoring_parameters: { bytes: { name: bytes, performance_metric: byte_incoming_sap,
                    collection_period: 10 s } }
                targets: [ ns ]
            - watched_vnf:
                type: tosca.policies.nfv.VnfMonitoring
                properties:
                  vnf_monitoring_parameters: { cpu: { name: cpu, performance_metric: v_cpu_usage_mean_vnf,
                    collection_period: 10 s } }
                targets: [ first ]
            - aspects:
                type: tosca.policies.nfv.NsScalingAspects
                properties:
                  aspects:
                    all:
                      name: all
                      description: Everything
                      ns_scale_levels: { 0: { description: one }, 1: { description: two } }
            - by_level:
                type: tosca.policies.nfv.VnfToLevelMapping
                properties: { aspect: all, number_of_instances: { 0: 1, 1: 2 } }
                targets: [ first ]
            - inner_by_level:
                type: tosca.policies.nfv.NsToLevelMapping
                properties: { aspect: all, number_of_instances: { 0: 1, 1: 2 } }
                targets: [ inner ]
            - link_by_level:
                type: tosca.policies.nfv.VirtualLinkToLevelMapping
                properties: { aspect: all, bit_rate_requirements: { 0: { root: 10, leaf: 1 } } }
                targets: [ link ]
            - levels:
                type: tosca.policies.nfv.NsInstantiationLevels
                properties: { ns_levels: { small: { description: Small }, large: { description: Large } },
                  default_level: small }
            - by_instantiation_level:
                type: tosca.policies.nfv.VnfToInstantiationLevelMapping
                properties: { number_of_instances: { small: 1, large: 2 } }
                targets: [ first ]
            - inner_by_instantiation_level:
                type: tosca.policies.nfv.NsToInstantiationLevelMapping
                properties: { number_of_instances: { small: 1, large: 2 } }
                targets: [ inner ]
            - link_by_instantiation_level:
                type: tosca.policies.nfv.VirtualLinkToInstantiationLevelMapping
                properties: { bit_rate_requirements: { small: { root: 10, leaf: 1 } } }
                targets: [ link ]
            - scales_itself:
                type: tosca.policies.nfv.NsAutoScale
                targets: [ ns ]
                triggers:
                  high: { event: load, action: [ call_operation: Nslcm.scale ] }
        """#
}
