extension BuiltInTypes {
    /// Data types of VNFDs (SOL001 3.7.1).
    static let vnfdData = """
        data VirtualNetworkInterfaceRequirements
          name string
          description string
          network_interface_requirements! {string} len<=1
          nic_io_requirements LogicalNodeData
        data RequestedAdditionalCapability
          requested_additional_capability_name! string
          support_mandatory! boolean
          min_requested_additional_capability_version string
          preferred_requested_additional_capability_version string
          target_performance_parameters! {string}
        data VirtualMemory
          virtual_mem_size! scalar-unit.size
          virtual_mem_oversubscription_policy string
          vdu_mem_requirements {string}
          numa_enabled! boolean = false
        data VirtualCpu
          cpu_architecture string
          num_virtual_cpu! integer >0
          virtual_cpu_clock scalar-unit.frequency
          virtual_cpu_oversubscription_policy string
          vdu_cpu_requirements {string}
          virtual_cpu_pinning VirtualCpuPinning
        data VirtualCpuPinning
          virtual_cpu_pinning_policy string oneof(static|dynamic)
          virtual_cpu_pinning_rule [string]
        data VnfcConfigurableProperties
          additional_vnfc_configurable_properties VnfcAdditionalConfigurableProperties
        data VnfcAdditionalConfigurableProperties
        data VduProfile
          min_number_of_instances! integer >=0
          max_number_of_instances! integer >=0
          nfvi_maintenance_info NfviMaintenanceInfo
        data VlProfile
          max_bitrate_requirements! LinkBitrateRequirements
          min_bitrate_requirements! LinkBitrateRequirements
          qos Qos
          virtual_link_protocol_data [VirtualLinkProtocolData]
        data VirtualLinkProtocolData
          associated_layer_protocol! string oneof(@layers)
          l2_protocol_data L2ProtocolData
          l3_protocol_data L3ProtocolData
        data L2ProtocolData
          name string
          network_type string oneof(flat|vlan|vxlan|gre)
          vlan_transparent! boolean = false
          mtu integer >0
          segmentation_id string
        data L3ProtocolData
          name string
          ip_version! string oneof(ipv4|ipv6)
          cidr! string
          ip_allocation_pools [IpAllocationPool]
          gateway_ip string
          dhcp_enabled boolean
          ipv6_address_mode string oneof(slaac|dhcpv6-stateful|dhcpv6-stateless)
        data IpAllocationPool
          start_ip_address! string
          end_ip_address! string
        data InstantiationLevel
          description! string
          scale_info {ScaleInfo}
        data VduLevel
          number_of_instances! integer >=0
        data VnfLcmOperationsConfiguration
          instantiate VnfInstantiateOperationConfiguration
          scale VnfScaleOperationConfiguration
          scale_to_level VnfScaleToLevelOperationConfiguration
          change_flavour VnfChangeFlavourOperationConfiguration
          heal VnfHealOperationConfiguration
          terminate VnfTerminateOperationConfiguration
          operate VnfOperateOperationConfiguration
          change_ext_connectivity VnfChangeExtConnectivityOperationConfiguration
          change_current_package VnfChangeCurrentPackageOperationConfiguration
          create_snapshot VnfCreateSnapshotOperationConfiguration
          revert_to_snapshot VnfRevertToSnapshotOperationConfiguration
        data VnfInstantiateOperationConfiguration
        data VnfScaleOperationConfiguration
          scaling_by_more_than_one_step_supported! boolean = false
        data VnfScaleToLevelOperationConfiguration
          arbitrary_target_levels_supported! boolean
        data VnfHealOperationConfiguration
          causes [string]
        data VnfTerminateOperationConfiguration
          min_graceful_termination_timeout! scalar-unit.time
          max_recommended_graceful_termination_timeout scalar-unit.time
        data VnfOperateOperationConfiguration
          min_graceful_stop_timeout! scalar-unit.time
          max_recommended_graceful_stop_timeout scalar-unit.time
        data ScaleInfo
          scale_level! integer >=0
        data ScalingAspect
          name! string
          description! string
          max_scale_level! integer >=0
          step_deltas [string]
        data VnfConfigurableProperties
          is_autoscale_enabled boolean
          is_autoheal_enabled boolean
          vnfm_interface_info [VnfmInterfaceInfo]
          vnfm_oauth_server_info OauthServerInfo
          vnf_oauth_server_info OauthServerInfo
          additional_configurable_properties VnfAdditionalConfigurableProperties
        data VnfAdditionalConfigurableProperties
          is_writable_anytime! boolean = true
        data VnfInfoModifiableAttributes
          extensions VnfInfoModifiableAttributesExtensions
          metadata VnfInfoModifiableAttributesMetadata
        data VnfInfoModifiableAttributesExtensions
        data VnfInfoModifiableAttributesMetadata
        data LogicalNodeData
          logical_node_requirements {string}
        data VirtualBlockStorageData
          size_of_storage! scalar-unit.size >=0B
          vdu_storage_requirements {string}
          rdma_enabled! boolean = false
        data VirtualObjectStorageData
          max_size_of_storage scalar-unit.size >=0B
        data VirtualFileStorageData
          size_of_storage! scalar-unit.size >=0B
          file_system_protocol! string oneof(nfs|cifs)
        data VirtualLinkBitrateLevel
          bitrate_requirements! LinkBitrateRequirements
        data VnfOperationAdditionalParameters
        data VnfChangeFlavourOperationConfiguration
        data VnfChangeExtConnectivityOperationConfiguration
        data VnfcMonitoringParameter
          name! string
          performance_metric! string oneof(v_cpu_usage_mean_vnf|v_cpu_usage_peak_vnf|v_memory_usage_mean_vnf|\
        v_memory_usage_peak_vnf|v_disk_usage_mean_vnf|v_disk_usage_peak_vnf|byte_incoming_vnf_int_cp|\
        byte_outgoing_vnf_int_cp|packet_incoming_vnf_int_cp|packet_outgoing_vnf_int_cp|v_cpu_usage_mean|\
        v_cpu_usage_peak|v_memory_usage_mean|v_memory_usage_peak|v_disk_usage_mean|v_disk_usage_peak|\
        v_net_byte_incoming|v_net_byte_outgoing|v_net_packet_incoming|v_net_packet_outgoing|usage_mean_vStorage|\
        usage_peak_vStorage)
          collection_period scalar-unit.time >0s
        data VirtualLinkMonitoringParameter
          name! string
          performance_metric! string oneof(byte_incoming|byte_outgoing|packet_incoming|packet_outgoing)
          collection_period scalar-unit.time >0s
        data InterfaceDetails
          uri_components UriComponents
          interface_specific_data {string}
        data UriComponents
          scheme! string
          authority UriAuthority
          path string
          query string
          fragment string
        data UriAuthority
          user_info string
          host string
          port string
        data ChecksumData
          algorithm! string oneof(sha-224|sha-256|sha-384|sha-512)
          hash! string
        data VnfmInterfaceInfo
          interface_name! string oneof(vnf_lcm|vnf_pm|vnf_fm)
          details InterfaceDetails
          credentials {string}
        data OauthServerInfo
        data BootData
          vim_specific_properties BootDataVimSpecificProperties
          kvp_data KvpData
          content_or_file_data ContentOrFileData
        data KvpData
          data {string}
        data ContentOrFileData
          data {string}
          content string
          source_path string
          destination_path string
        data BootDataVimSpecificProperties
          vim_type! string
          properties! {string}
        data VnfPackageChangeSelector
          source_descriptor_id! string
          destination_descriptor_id! string
          source_flavour_id! string
        data VnfPackageChangeComponentMapping
          component_type! string oneof(vdu|cp|virtual_link|virtual_storage|deployment_flavour|instantiation_level|\
        scaling_aspect)
          source_id! string
          destination_id! string
          description string
        data VnfChangeCurrentPackageOperationConfiguration
        data VnfCreateSnapshotOperationConfiguration
        data VnfRevertToSnapshotOperationConfiguration
        data VnfLcmOpCoord
          description string
          endpoint_type string oneof(mgmt|vnf)
          coordination_stage string oneof(start|end)
          input_parameters InputOpCoordParams
          output_parameters OutputOpCoordParams
        data InputOpCoordParams
        data OutputOpCoordParams
        data MaxNumberOfImpactedInstances
          group_size integer >0
          max_number_of_impacted_instances! integer >0
        data NfviMaintenanceInfo
          impact_notification_lead_time! scalar-unit.time
          is_impact_mitigation_requested! boolean = false
          supported_migration_type [string oneof(no_migration|offline_migration|live_migration)]
          max_undetectable_interruption_time scalar-unit.time
          min_recovery_time_between_impacts scalar-unit.time
          max_number_of_impacted_instances [MaxNumberOfImpactedInstances]
          min_number_of_preserved_instances [MinNumberOfPreservedInstances]
        data MinNumberOfPreservedInstances
          group_size integer >0
          min_number_of_preserved_instances! integer >0
        data VipCpLevel
          number_of_instances! integer >=0
        """
}
