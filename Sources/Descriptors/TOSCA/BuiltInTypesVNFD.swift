extension BuiltInTypes {
    /// The other types of VNFDs (SOL001 3.7.1).
    static let vnfd = """
        artifact SwImage : ~Deployment.Image
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
        artifact tosca.artifacts.Implementation.nfv.Mistral : ~Implementation
          mime application/x-yaml
          files yaml
        capability VirtualBindable : ~Node
        capability VirtualCompute : ~Node
          logical_node {LogicalNodeData}
          requested_additional_capabilities {RequestedAdditionalCapability}
          compute_requirements {string}
          virtual_memory! VirtualMemory
          virtual_cpu! VirtualCpu
          virtual_local_storage [VirtualBlockStorageData]
        capability VirtualStorage
        capability TrunkBindable : ~Node
        relationship VirtualBindsTo : ~DependsOn
          valid VirtualBindable
        relationship AttachesTo
          valid VirtualStorage
        relationship TrunkBindsTo : ~DependsOn
          valid TrunkBindable
        interface Vnflcm
          op instantiate _start _end
          in additional_parameters VnfOperationAdditionalParameters
          op terminate _start _end
          in additional_parameters VnfOperationAdditionalParameters
          op modify_information _start _end
          op change_flavour _start _end
          in additional_parameters VnfOperationAdditionalParameters
          op change_external_connectivity _start _end
          in additional_parameters VnfOperationAdditionalParameters
          op operate _start _end
          in additional_parameters VnfOperationAdditionalParameters
          op heal _start _end
          in additional_parameters VnfOperationAdditionalParameters
          in cause string
          in vnfc_instance_ids [string]
          op scale _start _end
          in additional_parameters VnfOperationAdditionalParameters
          in type string oneof(scale_out|scale_in)
          in aspect string
          in number_of_steps! integer >0 = 1
          op scale_to_level _start _end
          in additional_parameters VnfOperationAdditionalParameters
          in instantiation_level string
          in scale_info {ScaleInfo}
          op create_snapshot _start _end
          in additional_parameters VnfOperationAdditionalParameters
          op revert_to_snapshot _start _end
          in additional_parameters VnfOperationAdditionalParameters
          op change_current_package _start _end
          in additional_parameters VnfOperationAdditionalParameters
          note change_current_package_notification
          note change_current_package_start_notification
          note change_current_package_end_notification
        interface VnfIndicator
        interface ChangeCurrentVnfPackage
        node VNF
          descriptor_id! string
          descriptor_version! string
          provider! string
          product_name! string
          software_version! string
          product_info_name string
          product_info_description string
          vnfm_info! [string /(^etsivnfm:v[0-9]?[0-9]\\.[0-9]?[0-9]\\.[0-9]?[0-9]$)|(^[0-9]+:[a-zA-Z0-9.-]+$)/]
          localization_languages [string]
          default_localization_language string
          configurable_properties VnfConfigurableProperties
          modifiable_attributes VnfInfoModifiableAttributes
          lcm_operations_configuration VnfLcmOperationsConfiguration
          monitoring_parameters {VnfMonitoringParameter}
          flavour_id! string
          flavour_description! string
          vnf_profile VnfProfile
          req virtual_link VirtualLinkable via VirtualLinksTo [0,1]
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
          int Vnflcm Vnflcm
          int VnfIndicator VnfIndicator
          attr scale_status! {ScaleInfo}
        node VnfExtCp : Cp
          virtual_network_interface_requirements [VirtualNetworkInterfaceRequirements]
          req external_virtual_link VirtualLinkable via VirtualLinksTo [0,1]
          req internal_virtual_link VirtualLinkable via VirtualLinksTo [1,1]
        node Vdu.Compute
          name! string
          description! string
          boot_order! boolean = false
          nfvi_constraints {string}
          monitoring_parameters {VnfcMonitoringParameter}
          configurable_properties VnfcConfigurableProperties
          vdu_profile! VduProfile
          boot_data BootData
          cap virtual_compute VirtualCompute [1,1]
          cap virtual_binding VirtualBindable [1,*]
          req virtual_storage VirtualStorage via AttachesTo [0,*]
        node Vdu.VirtualBlockStorage
          virtual_block_storage_data! VirtualBlockStorageData
          nfvi_maintenance_info NfviMaintenanceInfo
          cap virtual_storage VirtualStorage
        node Vdu.VirtualObjectStorage
          virtual_object_storage_data! VirtualObjectStorageData
          nfvi_maintenance_info NfviMaintenanceInfo
          cap virtual_storage VirtualStorage
        node Vdu.VirtualFileStorage
          virtual_file_storage_data! VirtualFileStorageData
          nfvi_maintenance_info NfviMaintenanceInfo
          cap virtual_storage VirtualStorage
          req virtual_link VirtualLinkable via VirtualLinksTo [1,1]
        node VduCp : Cp
          bitrate_requirement integer >=0
          virtual_network_interface_requirements [VirtualNetworkInterfaceRequirements]
          order integer >=0
          vnic_type string oneof(normal|macvtap|direct|baremetal|virtio-forwarder|direct-physical|smart-nic)
          cap trunk_binding TrunkBindable [0,*]
          req virtual_link VirtualLinkable via VirtualLinksTo [1,1]
          req virtual_binding VirtualBindable via VirtualBindsTo node Vdu.Compute [0,1]
        node VnfVirtualLink
          connectivity_type! ConnectivityType
          description string
          test_access [string oneof(passive_monitoring|active_loopback)]
          vl_profile! VlProfile
          monitoring_parameters {VirtualLinkMonitoringParameter}
          nfvi_maintenance_info NfviMaintenanceInfo
          externally_managed string oneof(allowed|required)
          cap virtual_linkable VirtualLinkable
        node VipCp : Cp
          dedicated_ip_address! boolean = true
          vip_function! string oneof(high_availability|load_balance)
          req target ~Node via ~DependsOn node VduCp [1,*]
          req virtual_link VirtualLinkable via VipVirtualLinksTo [1,1]
        node VduSubCp : VduCp
          segmentation_type string oneof(vlan|inherit)
          segmentation_id integer >=0
          req trunk_binding TrunkBindable via TrunkBindsTo node VduCp [1,1]
        group PlacementGroup
          description! string
          members Vdu.Compute VnfVirtualLink
        policy InstantiationLevels
          levels! {InstantiationLevel} len>=1
          default_level string
        policy VduInstantiationLevels
          levels! {VduLevel} len>=1
          targets Vdu.Compute
        policy VirtualLinkInstantiationLevels
          levels! {VirtualLinkBitrateLevel} len>=1
          targets VnfVirtualLink
        policy ScalingAspects
          aspects! {ScalingAspect} len>=1
        policy VduScalingAspectDeltas
          aspect! string
          deltas! {VduLevel} len>=1
          targets Vdu.Compute
        policy VirtualLinkBitrateScalingAspectDeltas
          aspect! string
          deltas! {VirtualLinkBitrateLevel} len>=1
          targets VnfVirtualLink
        policy VduInitialDelta
          initial_delta! VduLevel
          targets Vdu.Compute
        policy VirtualLinkBitrateInitialDelta
          initial_delta! VirtualLinkBitrateLevel
          targets VnfVirtualLink
        policy AffinityRule : ~Placement
          scope! string oneof(nfvi_node|zone|zone_group|nfvi_pop|network_link_and_node)
          nfvi_maintenance_group_info NfviMaintenanceInfo
          targets Vdu.Compute VnfVirtualLink group:PlacementGroup
        policy AntiAffinityRule : ~Placement
          scope! string oneof(nfvi_node|zone|zone_group|nfvi_pop|network_link_and_node)
          nfvi_maintenance_group_info NfviMaintenanceInfo
          targets Vdu.Compute VnfVirtualLink group:PlacementGroup
        policy SupportedVnfInterface
          interface_name! string oneof(vnf_indicator|vnf_configuration|vnf_lcm_coordination)
          details InterfaceDetails
          targets VnfExtCp VduCp
        policy SecurityGroupRule : Abstract.SecurityGroupRule
          targets VduCp VnfExtCp
        policy VnfIndicator
          source! string oneof(vnf|em|both_vnf_and_em)
          targets VNF
        policy VnfPackageChange
          selector! VnfPackageChangeSelector
          modification_qualifier! string oneof(up|down)
          additional_modification_description string
          component_mappings [VnfPackageChangeComponentMapping]
          destination_flavour_id! string
          actions [string]
          referenced_coordination_actions [string]
          targets VNF
        policy LcmCoordinationAction
          action_name! string
          action! VnfLcmOpCoord
        policy LcmCoordinationsForLcmOperation
          vnf_lcm_operation! string oneof(instantiate|scale|scale_to_level|change_flavour|terminate|heal|operate|\
        change_ext_conn|modify_info|create_snapshot|revert_to_snapshot)
          actions [string]
          referenced_coordination_actions [string]
        policy VipCpScalingAspectDeltas
          aspect! string
          deltas! {VipCpLevel} len>=1
          targets VipCp
        policy VipCpInitialDelta
          initial_delta! VipCpLevel
          targets VipCp
        policy VipCpInstantiationLevels
          levels! {VipCpLevel} len>=1
          targets VipCp
        """
}
