extension RuleSample {
    /// An NSD with two VNFs, a path through one of them, and a nested NS.
    static let nsdText = """
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports:
          - etsi_nfv_sol001_nsd_types.yaml
        node_types:
          sample.NS:
            derived_from: tosca.nodes.nfv.NS
          sample.Inner:
            derived_from: tosca.nodes.nfv.NS
          sample.VNF:
            derived_from: tosca.nodes.nfv.VNF
            properties:
              provider: { type: string, default: Sample }
              product_name: { type: string, default: sample }
              software_version: { type: string, default: '1.0' }
              descriptor_version: { type: string, default: '1.0' }
              vnfm_info: { type: list, entry_schema: string, default: [ 'etsivnfm:v3.7.1' ] }
              flavour_description: { type: string, default: simple }
            requirements:
              - virtual_link_in: { capability: tosca.capabilities.nfv.VirtualLinkable }
              - virtual_link_out: { capability: tosca.capabilities.nfv.VirtualLinkable, occurrences: [ 0, 1 ] }
        topology_template:
          substitution_mappings:
            node_type: sample.NS
            properties: { descriptor_id: ns-1, designer: Sample, version: '1.0', name: ns, invariant_id: ns, flavour_id: one }
          node_templates:
            first:
              type: sample.VNF
              properties:
                descriptor_id: sample-1
                flavour_id: simple
                vnf_profile: { min_number_of_instances: 1, max_number_of_instances: 2 }
              requirements:
                - virtual_link_in: first_in
                - virtual_link_out: first_out
            second:
              type: sample.VNF
              properties: { descriptor_id: sample-2, flavour_id: simple }
              requirements:
                - dependency: first
                - virtual_link_in: link
            inner:
              type: sample.Inner
              properties:
                { descriptor_id: ns-2, designer: Sample, version: '1.0', name: inner, invariant_id: inner, flavour_id: one }
              requirements:
                - virtual_link: link
            link:
              type: tosca.nodes.nfv.NsVirtualLink
              properties:
                connectivity_type: { layer_protocols: [ ipv4 ] }
                vl_profile:
                  max_bitrate_requirements: { root: 1000 }
                  min_bitrate_requirements: { root: 0 }
            first_in:
              type: tosca.nodes.nfv.Forwarding
              requirements: [ virtual_link: link ]
            first_out:
              type: tosca.nodes.nfv.Forwarding
              requirements: [ virtual_link: link ]
            door:
              type: tosca.nodes.nfv.Sap
              properties: { layer_protocols: [ ipv4 ] }
              requirements: [ internal_virtual_link: link ]
            exit:
              type: tosca.nodes.nfv.Sap
              properties: { layer_protocols: [ ipv4 ] }
              requirements: [ internal_virtual_link: link ]
            path:
              type: tosca.nodes.nfv.NFP
              requirements: [ nfp_position: p1, nfp_position: p2, nfp_position: p3 ]
            p1:
              type: tosca.nodes.nfv.NfpPosition
              requirements: [ element: e1 ]
            p2:
              type: tosca.nodes.nfv.NfpPosition
              properties: { forwarding_behaviour: ff }
              requirements: [ element: e2 ]
            p3:
              type: tosca.nodes.nfv.NfpPosition
              requirements: [ element: e3 ]
            e1:
              type: tosca.nodes.nfv.NfpPositionElement
              requirements: [ profile_element: door ]
            e2:
              type: tosca.nodes.nfv.NfpPositionElement
              requirements: [ profile_element: first_in, profile_element: first_out ]
            e3:
              type: tosca.nodes.nfv.NfpPositionElement
              requirements: [ profile_element: exit ]
          groups:
            graph:
              type: tosca.groups.nfv.VNFFG
              properties: { description: The graph }
              members: [ path, first, link ]
          policies:
            - rule:
                type: tosca.policies.nfv.NfpRule
                metadata: { manifold.precedence: 10 }
                properties:
                  ether_destination_address: 52:54:00:AA:BB:CC
                  vlan_tag: [ '100' ]
                  protocol: udp
                  dscp: '0x2e'
                  source_port_range: [ 1, 65535 ]
                  destination_port_range: [ 53, 54 ]
                  source_ip_address_prefix: 192.0.2.0/24
                targets: [ path ]
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
            - levels:
                type: tosca.policies.nfv.NsInstantiationLevels
                properties: { ns_levels: { only: { description: Only } } }
            - by_instantiation_level:
                type: tosca.policies.nfv.VnfToInstantiationLevelMapping
                properties: { number_of_instances: { only: 2 } }
                targets: [ first ]
            - together:
                type: tosca.policies.nfv.NsAffinityRule
                properties: { scope: zone }
                targets: [ first, second ]
        """
}
