extension BuiltInTypes {
    /// What SOL001 2.6.1 has otherwise than 3.7.1.
    static let v261 = """
        without node Forwarding NFP NfpPosition NfpPositionElement VduSubCp VipCp
        without data BootData BootDataVimSpecificProperties ContentOrFileData GeographicCoordinates
        without data InputOpCoordParams KvpData Mask MaxNumberOfImpactedInstances MinNumberOfPreservedInstances
        without data NfviMaintenanceInfo NsIpAllocationPool NsL2ProtocolData NsL3ProtocolData NsLevels
        without data NsMonitoringParameter NsOperationAdditionalParameters NsScalingAspect NsVirtualLinkProtocolData
        without data OauthServerInfo OutputOpCoordParams ScaleNsByStepsData ScaleNsToLevelData VipCpLevel
        without data VnfChangeCurrentPackageOperationConfiguration VnfCreateSnapshotOperationConfiguration
        without data VnfLcmOpCoord VnfPackageChangeComponentMapping VnfPackageChangeSelector
        without data VnfRevertToSnapshotOperationConfiguration VnfmInterfaceInfo
        without capability Forwarding TrunkBindable
        without relationship ForwardTo TrunkBindsTo VipVirtualLinksTo
        without interface ChangeCurrentVnfPackage NsVnfIndicator VnfIndicator
        without policy Abstract.SecurityGroupRule LcmCoordinationAction LcmCoordinationsForLcmOperation NfpRule
        without policy NsAffinityRule NsAntiAffinityRule NsAutoScale NsInstantiationLevels NsMonitoring
        without policy NsScalingAspects NsSecurityGroupRule NsToInstantiationLevelMapping NsToLevelMapping
        without policy PnfSecurityGroupRule VipCpInitialDelta VipCpInstantiationLevels VipCpScalingAspectDeltas
        without policy VirtualLinkToInstantiationLevelMapping VirtualLinkToLevelMapping VnfIndicator VnfMonitoring
        without policy VnfPackageChange VnfToInstantiationLevelMapping VnfToLevelMapping
        without group NsPlacementGroup VNFFG
        change data L3AddressData
          - ip_address_assignment_subtype
          - fixed_ip_address
          ip_address_assignment! boolean
        change data VnfProfile
          - service_availability_level
        change node VNF
          - configurable_properties
          - modifiable_attributes
          - attr scale_status
          - int VnfIndicator
          monitoring_parameters [VnfMonitoringParameter]
        change node VnfExtCp
          req external_virtual_link VirtualLinkable via VirtualLinksTo
          req internal_virtual_link VirtualLinkable via VirtualLinksTo
        change node Vdu.Compute
          - configurable_properties
          boot_order [string]
          nfvi_constraints [string]
          monitoring_parameters [VnfcMonitoringParameter]
          sw_image_data SwImageData
          boot_data string
        change node Vdu.VirtualBlockStorage
          - nfvi_maintenance_info
          sw_image_data SwImageData
        change node Vdu.VirtualObjectStorage
          - nfvi_maintenance_info
        change node Vdu.VirtualFileStorage
          - nfvi_maintenance_info
          req virtual_link VirtualLinkable via VirtualLinksTo
        change node VduCp
          - cap trunk_binding
          vnic_type string oneof(normal|virtio|direct-physical)
          req virtual_link VirtualLinkable via VirtualLinksTo
          req virtual_binding VirtualBindable via VirtualBindsTo node Vdu.Compute
        change node VnfVirtualLink
          - nfvi_maintenance_info
          - externally_managed
          monitoring_parameters [VirtualLinkMonitoringParameter]
        change data VirtualNetworkInterfaceRequirements
          support_mandatory! boolean
          network_interface_requirements! {string}
        change data VirtualMemory
          numa_enabled boolean = false
        change data VnfcConfigurableProperties
          - additional_vnfc_configurable_properties
        change data VduProfile
          - nfvi_maintenance_info
        change data L2ProtocolData
          - segmentation_id
          vlan_transparent boolean = false
        change data VnfLcmOperationsConfiguration
          - change_current_package
          - create_snapshot
          - revert_to_snapshot
        change data VnfScaleOperationConfiguration
          scaling_by_more_than_one_step_supported boolean = false
        change data VnfConfigurableProperties
          - vnfm_interface_info
          - vnfm_oauth_server_info
          - vnf_oauth_server_info
          - additional_configurable_properties
        change data VnfAdditionalConfigurableProperties
          - is_writable_anytime
        change data VnfInfoModifiableAttributes
          - extensions
          - metadata
        data SwImageData
          name! string
          version! string
          checksum! ChecksumData
          container_format! string oneof(aki|ami|ari|bare|docker|ova|ovf)
          disk_format! string oneof(aki|ami|ari|iso|qcow2|raw|vdi|vhd|vhdx|vmdk)
          min_disk! scalar-unit.size >=0B
          min_ram scalar-unit.size >=0B
          size! scalar-unit.size
          operating_system string
          supported_virtualisation_environments [string]
        change data VirtualBlockStorageData
          rdma_enabled boolean = false
        change data VirtualFileStorageData
          file_system_protocol! string
        change data VnfcMonitoringParameter
          performance_metric! string oneof(v_cpu_usage_mean_vnf|v_cpu_usage_peak_vnf|v_memory_usage_mean_vnf|\
        v_memory_usage_peak_vnf|v_disk_usage_mean_vnf|v_disk_usage_peak_vnf|byte_incoming_vnf_int_cp|\
        byte_outgoing_vnf_int_cp|packet_incoming_vnf_int_cp|packet_outgoing_vnf_int_cp)
        change data VirtualLinkMonitoringParameter
          performance_metric! string oneof(packet_outgoing_virtual_link|packet_incoming_virtual_link)
        interface Vnflcm
          op instantiate _start _end
          op terminate _start _end
          op modify_information _start _end
          op change_flavour _start _end
          op change_external_connectivity _start _end
          op operate _start _end
          op heal _start _end
          op scale _start _end
          op scale_to_level _start _end
        change policy AffinityRule
          - nfvi_maintenance_group_info
          scope! string oneof(nfvi_node|zone|zone_group|nfvi_pop)
          targets Vdu.Compute VnfVirtualLink group:PlacementGroup VNF NsVirtualLink NS
        change policy AntiAffinityRule
          - nfvi_maintenance_group_info
          scope! string oneof(nfvi_node|zone|zone_group|nfvi_pop)
          targets Vdu.Compute VnfVirtualLink group:PlacementGroup VNF NsVirtualLink NS
        policy SecurityGroupRule : ~Root
          description string
          direction string oneof(ingress|egress) = ingress
          ether_type string oneof(ipv4|ipv6) = ipv4
          protocol string oneof(@protocols) = tcp
          port_range_min integer >=0 <=65535 = 0
          port_range_max integer >=0 <=65535 = 65535
          targets VduCp VnfExtCp Sap PnfExtCp
        change policy SupportedVnfInterface
          interface_name! string oneof(vnf_indicator|vnf_configuration)
        change group PlacementGroup
          members Vdu.Compute VnfVirtualLink VNF NsVirtualLink NS
        change artifact SwImage
          - name
          - version
          - provider
          - checksum
          - container_format
          - disk_format
          - min_disk
          - min_ram
          - size
          - operating_system
          - supported_virtualisation_environments
        change node NS
          - service_availability_level
          - priority
          - attr scale_status
        change node Sap
          - cap forwarding
          req external_virtual_link VirtualLinkable via VirtualLinksTo
          req internal_virtual_link VirtualLinkable via VirtualLinksTo
        data ServiceAvailability
          level! string oneof(level1|level2|level3)
        change data NsVlProfile
          - service_availability_level
          - virtual_link_protocol_data
          service_availability ServiceAvailability
        change data NsProfile
          flavour_id! string
        interface Nslcm
          op instantiate _start _end
          op terminate _start _end
          op update _start _end
          op scale _start _end
          op heal _start _end
        change node PnfExtCp
          req external_virtual_link VirtualLinkable via VirtualLinksTo
        change data LocationInfo
          - geographic_coordinates
        """
}
