/// A PNFD with all there is.
extension Whole {
    static let pnfd = #"""
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports:
          - etsi_nfv_sol001_pnfd_types.yaml
        node_types:
          whole.PNF:
            derived_from: tosca.nodes.nfv.PNF
        topology_template:
          substitution_mappings:
            node_type: whole.PNF
            requirements:
              virtual_link: [ port, external_virtual_link ]
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
                geographical_location_info:
                  country_code: WL
                  civic_address_element: [ { ca_type: '1', ca_value: Gwynedd } ]
                  geographic_coordinates:
                    latitude_uncertainty: '1'
                    latitude: '53'
                    longitude_uncertainty: '2'
                    longitude: '-4'
                    altitude_type: '1'
                    altitude_uncertainty: '3'
                    altitude: '1085'
            port:
              type: tosca.nodes.nfv.PnfExtCp
              properties: { layer_protocols: [ ipv4 ], role: root, description: A CP, trunk_mode: true,
                protocol: [ { associated_layer_protocol: ipv4, address_data: [ { address_type: ip_address,
                l2_address_data: { mac_address_assignment: true },
                l3_address_data: { ip_address_assignment: true, ip_address_assignment_subtype: dynamic,
                floating_ip_activated: true, ip_address_type: ipv4, number_of_ip_address: 2,
                fixed_ip_address: [ 192.0.2.9 ] } } ] } ] }
          policies:
            - ssh:
                type: tosca.policies.nfv.PnfSecurityGroupRule
                properties: { description: SSH, direction: ingress, ether_type: ipv4, protocol: tcp,
                  port_range_min: 20, port_range_max: 22 }
                targets: [ port ]
        """#
}
