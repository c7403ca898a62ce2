extension BuiltInTypes {
    /// Types that VNFDs, NSDs and PNFDs share (SOL001 3.7.1).
    static let common = """
        data L2AddressData
          mac_address_assignment! boolean
        data L3AddressData
          ip_address_assignment boolean
          ip_address_assignment_subtype string oneof(dynamic|vnf_pkg|external)
          floating_ip_activated! boolean
          ip_address_type string oneof(ipv4|ipv6)
          number_of_ip_address integer >0
          fixed_ip_address [string]
        data AddressData
          address_type! string oneof(mac_address|ip_address)
          l2_address_data L2AddressData
          l3_address_data L3AddressData
        data ConnectivityType
          layer_protocols! [string oneof(@layers)]
          flow_pattern string oneof(line|tree|mesh)
        data LinkBitrateRequirements
          root! integer >=0
          leaf integer >=0
        data CpProtocolData
          associated_layer_protocol! string oneof(@layers)
          address_data [AddressData]
        data Qos
          latency! scalar-unit.time >0s
          packet_delay_variation! scalar-unit.time >=0s
          packet_loss_ratio float in(0.0,1.0)
        data VnfProfile
          instantiation_level string
          min_number_of_instances! integer >=0
          max_number_of_instances! integer >=0
          service_availability_level integer >=1
        data VnfMonitoringParameter
          name! string
          performance_metric! string oneof(v_cpu_usage_mean_vnf|v_cpu_usage_peak_vnf|v_memory_usage_mean_vnf|\
        v_memory_usage_peak_vnf|v_disk_usage_mean_vnf|v_disk_usage_peak_vnf|byte_incoming_vnf_ext_cp|\
        byte_outgoing_vnf_ext_cp|packet_incoming_vnf_ext_cp|packet_outgoing_vnf_ext_cp)
          collection_period scalar-unit.time >0s
        capability VirtualLinkable : ~Node
        relationship VirtualLinksTo : ~DependsOn
          valid VirtualLinkable
        relationship VipVirtualLinksTo : ~DependsOn
          valid VirtualLinkable
        node Cp
          layer_protocols! [string oneof(@layers)]
          role string oneof(root|leaf)
          description string
          protocol [CpProtocolData]
          trunk_mode boolean
        policy Abstract.SecurityGroupRule
          description string
          direction! string oneof(ingress|egress) = ingress
          ether_type! string oneof(ipv4|ipv6) = ipv4
          protocol! string oneof(@protocols) = tcp
          port_range_min! integer >=0 <=65535 = 0
          port_range_max! integer >=0 <=65535 = 65535
        """
}
