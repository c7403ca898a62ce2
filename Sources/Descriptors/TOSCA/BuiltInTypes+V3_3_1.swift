extension BuiltInTypes {
    /// What SOL001 3.3.1 has otherwise than 3.7.1.
    static let v331 = """
        without node VduSubCp
        without data InputOpCoordParams MaxNumberOfImpactedInstances MinNumberOfPreservedInstances
        without data NfviMaintenanceInfo NsIpAllocationPool NsL2ProtocolData NsL3ProtocolData NsLevels
        without data NsScalingAspect NsVirtualLinkProtocolData OutputOpCoordParams ScaleNsByStepsData
        without data ScaleNsToLevelData VipCpLevel VnfLcmOpCoord
        without capability TrunkBindable
        without relationship TrunkBindsTo
        without interface NsVnfIndicator
        without policy LcmCoordinationAction LcmCoordinationsForLcmOperation NsAutoScale NsInstantiationLevels
        without policy NsScalingAspects NsToInstantiationLevelMapping NsToLevelMapping VipCpInitialDelta
        without policy VipCpInstantiationLevels VipCpScalingAspectDeltas VirtualLinkToInstantiationLevelMapping
        without policy VirtualLinkToLevelMapping VnfToInstantiationLevelMapping VnfToLevelMapping
        change data L3AddressData
          - ip_address_assignment_subtype
          - fixed_ip_address
          ip_address_assignment! boolean
        change node VNF
          - configurable_properties
          - modifiable_attributes
          - int VnfIndicator
          monitoring_parameters [VnfMonitoringParameter]
        change node Vdu.Compute
          - configurable_properties
          monitoring_parameters [VnfcMonitoringParameter]
          sw_image_data SwImageData %deprecated
        change node Vdu.VirtualBlockStorage
          - nfvi_maintenance_info
          sw_image_data SwImageData %deprecated
        change node Vdu.VirtualObjectStorage
          - nfvi_maintenance_info
        change node Vdu.VirtualFileStorage
          - nfvi_maintenance_info
        change node VduCp
          - cap trunk_binding
          req virtual_link VirtualLinkable via VirtualLinksTo [0,1]
          req virtual_binding VirtualBindable via VirtualBindsTo node Vdu.Compute [1,1]
        change node VnfVirtualLink
          - nfvi_maintenance_info
          - externally_managed
          monitoring_parameters [VirtualLinkMonitoringParameter]
        change node VipCp
          - dedicated_ip_address
          req target ~Node via ~DependsOn [1,*]
        change data VirtualNetworkInterfaceRequirements
          support_mandatory! boolean
          network_interface_requirements! {string}
        change data VnfcConfigurableProperties
          - additional_vnfc_configurable_properties
        change data VduProfile
          - nfvi_maintenance_info
        change data VnfConfigurableProperties
          - additional_configurable_properties
          vnfm_interface_info VnfmInterfaceInfo
        change data VnfInfoModifiableAttributes
          - extensions
          - metadata
        data SwImageData
          name! string
          version! string
          provider string
          checksum! ChecksumData
          container_format! string oneof(aki|ami|ari|bare|docker|ova|ovf)
          disk_format! string oneof(aki|ami|ari|iso|qcow2|raw|vdi|vhd|vhdx|vmdk)
          min_disk! scalar-unit.size >=0B
          min_ram scalar-unit.size >=0B
          size! scalar-unit.size
          operating_system string
          supported_virtualisation_environments [string]
        change data VirtualFileStorageData
          file_system_protocol! string
        interface Vnflcm
          op instantiate _start _end
          op terminate _start _end
          op modify_information _start _end
          op change_flavour _start _end
          op change_external_connectivity _start _end
          op operate _start _end
          op heal _start _end
          in cause string
          in vnfc_instance_ids [string]
          op scale _start _end
          in type! string oneof(scale_out|scale_in)
          in aspect! string
          in number_of_steps! integer >0 = 1
          op scale_to_level _start _end
          in instantiation_level string
          in scale_info {ScaleInfo}
          op create_snapshot _start _end
          op revert_to_snapshot _start _end
          op change_current_package _start _end
          note change_current_package_notification
          note change_current_package_start_notification
          note change_current_package_end_notification
        interface ChangeCurrentVnfPackage
        change policy AffinityRule
          - nfvi_maintenance_group_info
        change policy AntiAffinityRule
          - nfvi_maintenance_group_info
        change policy SupportedVnfInterface
          interface_name! string oneof(vnf_indicator|vnf_configuration)
        change policy VnfPackageChange
          - actions
          - referenced_coordination_actions
          - targets
        change node NS
          - priority
          - attr scale_status
        change node Sap
          - cap forwarding
        change node NfpPosition
          - forwarding_behaviour_input_parameters
        change data NsVlProfile
          - virtual_link_protocol_data
        change data NsProfile
          flavour_id! string
        change data Mask
          starting_point! integer
          length! integer
        interface Nslcm
          op instantiate _start _end
          op terminate _start _end
          op update _start _end
          op scale _start _end
          op heal _start _end
        change policy NsMonitoring
          ns_monitoring_parameters! [NsMonitoringParameter] len>=1
        change policy VnfMonitoring
          vnf_monitoring_parameters! [VnfMonitoringParameter] len>=1
        """
}
