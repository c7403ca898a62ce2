extension BuiltInTypes {
    /// Types of NSDs (SOL001 3.7.1).
    static let nsd = """
        data NsVlProfile
          max_bitrate_requirements! LinkBitrateRequirements
          min_bitrate_requirements! LinkBitrateRequirements
          qos NsVirtualLinkQos
          service_availability_level integer >=1
          virtual_link_protocol_data [NsVirtualLinkProtocolData]
        data NsVirtualLinkQos : Qos
          priority integer >=0
        data NsProfile
          ns_instantiation_level string
          min_number_of_instances! integer >=0
          max_number_of_instances! integer >=0
        data Mask
          starting_point! integer >=1
          length! integer >=1
          value! string
        data NsOperationAdditionalParameters
        data NsMonitoringParameter
          name! string
          performance_metric! string oneof(byte_incoming_sap|byte_outgoing_sap|packet_incoming_sap|\
        packet_outgoing_sap|byte_incoming|byte_outgoing|packet_incoming|packet_outgoing)
          collection_period scalar-unit.time
        data NsVirtualLinkProtocolData
          associated_layer_protocol! string oneof(@layers)
          l2_protocol_data NsL2ProtocolData
          l3_protocol_data NsL3ProtocolData
        data NsL2ProtocolData
          name string
          network_type string oneof(flat|vlan|vxlan|gre)
          vlan_transparent boolean = false
          mtu integer >0
          segmentation_id string
        data NsL3ProtocolData
          name string
          ip_version! string oneof(ipv4|ipv6)
          cidr! string
          ip_allocation_pools [NsIpAllocationPool]
        data NsIpAllocationPool
          start_ip_address! string
          end_ip_address! string
        data NsScalingAspect
          name! string
          description! string
          ns_scale_levels! {integer >=0 : NsLevels}
        data NsLevels
          description! string
        data ScaleNsByStepsData
          scaling_direction! string oneof(scale_out|scale_in)
          aspect! string
          number_of_steps! integer >0 = 1
        data ScaleNsToLevelData
          instantiation_level string
          ns_scale_info {integer >=0}
        capability Forwarding
        relationship ForwardTo
          valid Forwarding
        interface Nslcm
          op instantiate _start _end
          in additional_parameters NsOperationAdditionalParameters
          op terminate _start _end
          op update _start _end
          op scale _start _end
          in additional_parameters NsOperationAdditionalParameters
          in scale_ns_by_steps_data ScaleNsByStepsData
          in scale_ns_to_level_data ScaleNsToLevelData
          op heal _start _end
          in additional_parameters NsOperationAdditionalParameters
        interface NsVnfIndicator
        node NS
          descriptor_id! string
          designer! string
          version! string
          name! string
          invariant_id! string
          flavour_id! string
          ns_profile NsProfile
          service_availability_level integer >=1
          priority integer >=0
          req virtual_link VirtualLinkable via VirtualLinksTo node NsVirtualLink [0,1]
          req virtual_link_1 VirtualLinkable via VirtualLinksTo [0,1]
          req virtual_link_2 VirtualLinkable via VirtualLinksTo [0,1]
          req virtual_link_3 VirtualLinkable via VirtualLinksTo [0,1]
          req virtual_link_4 VirtualLinkable via VirtualLinksTo [0,1]
          req virtual_link_5 VirtualLinkable via VirtualLinksTo [0,1]
          req virtual_link_6 VirtualLinkable via VirtualLinksTo [0,1]
          req virtual_link_7 VirtualLinkable via VirtualLinksTo [0,1]
          req virtual_link_8 VirtualLinkable via VirtualLinksTo [0,1]
          req virtual_link_9 VirtualLinkable via VirtualLinksTo [0,1]
          req virtual_link_10 VirtualLinkable via VirtualLinksTo [0,1]
          int Nslcm Nslcm
          attr scale_status! {integer >=0}
        node Sap : Cp
          cap forwarding Forwarding
          req external_virtual_link VirtualLinkable via VirtualLinksTo [0,1]
          req internal_virtual_link VirtualLinkable via VirtualLinksTo [1,1]
        node NsVirtualLink
          vl_profile! NsVlProfile
          connectivity_type! ConnectivityType
          test_access [string oneof(passive_monitoring|active_loopback)]
          description string
          cap virtual_linkable VirtualLinkable
        node NfpPositionElement
          cap forwarding Forwarding
          req profile_element Forwarding via ForwardTo [1,2]
        node NFP
          req nfp_position Forwarding via ForwardTo node NfpPosition [1,*]
        node NfpPosition
          forwarding_behaviour string oneof(all|lb|ff)
          forwarding_behaviour_input_parameters {string}
          cap forwarding Forwarding
          req element Forwarding via ForwardTo node NfpPositionElement [1,*]
        node Forwarding
          cap virtual_linkable VirtualLinkable
          cap forwarding Forwarding [1,2]
          req virtual_link VirtualLinkable via VirtualLinksTo
        group NsPlacementGroup
          description! string
          members VNF NsVirtualLink NS
        group VNFFG
          description! string
          members NFP VNF PNF NS NsVirtualLink NfpPositionElement
        policy NsAffinityRule : ~Placement
          scope! string oneof(nfvi_node|zone|zone_group|nfvi_pop|network_link_and_node)
          targets VNF NsVirtualLink NS group:NsPlacementGroup
        policy NsAntiAffinityRule : ~Placement
          scope! string oneof(nfvi_node|zone|zone_group|nfvi_pop|network_link_and_node)
          targets VNF NsVirtualLink NS group:NsPlacementGroup
        policy NsSecurityGroupRule : Abstract.SecurityGroupRule
          targets Sap
        policy NfpRule
          ether_destination_address string
          ether_source_address string
          ether_type string oneof(ipv4|ipv6)
          vlan_tag [string]
          protocol string
          dscp string
          source_port_range range in(0,65535)
          destination_port_range range in(0,65535)
          source_ip_address_prefix string
          destination_ip_address_prefix string
          extended_criteria [Mask]
          targets NFP
        policy NsMonitoring
          ns_monitoring_parameters! {NsMonitoringParameter} len>=1
          targets NS
        policy VnfMonitoring
          vnf_monitoring_parameters! {VnfMonitoringParameter} len>=1
          targets VNF
        policy NsScalingAspects
          aspects! {NsScalingAspect} len>=1
        policy VnfToLevelMapping
          aspect! string
          number_of_instances! {integer >=0 : integer >=0} len>=1
          targets VNF
        policy NsToLevelMapping
          aspect! string
          number_of_instances! {integer >=0 : integer >=0} len>=1
          targets NS
        policy VirtualLinkToLevelMapping
          aspect! string
          bit_rate_requirements! {integer >=0 : LinkBitrateRequirements} len>=1
          targets NsVirtualLink
        policy NsInstantiationLevels
          ns_levels! {NsLevels} len>=1
          default_level string
        policy VnfToInstantiationLevelMapping
          number_of_instances! {integer >=0} len>=1
          targets VNF
        policy NsToInstantiationLevelMapping
          number_of_instances! {integer >=0} len>=1
          targets NS
        policy VirtualLinkToInstantiationLevelMapping
          bit_rate_requirements! {LinkBitrateRequirements} len>=1
          targets NsVirtualLink
        policy NsAutoScale
          targets NS
        """
}
