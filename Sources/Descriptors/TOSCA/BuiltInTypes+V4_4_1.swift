extension BuiltInTypes {
    /// What SOL001 4.4.1 has otherwise than 3.7.1.
    static let v441 = """
        change node Cp
          ip_stack_mode string oneof(ipv4_xor_ipv6|ipv4_or_ipv6|tunnel_ipv6_over_ipv4|tunnel_ipv4_over_ipv6)
        change data VnfProfile
          target_vnf_scale_level_info {ScaleInfo}
          version_dependency [VersionDependency]
        data VersionDependency
          dependent_constituent_id! string
          version_dependency_statement! [VersionDependencyStatement]
        data VersionDependencyStatement
          descriptor_id! [string]
        change node VNF
          ext_invariant_id string
        change node Vdu.VirtualBlockStorage
          per_vnfc_instance! boolean = true
        change node Vdu.VirtualObjectStorage
          per_vnfc_instance! boolean = true
        change node Vdu.VirtualFileStorage
          per_vnfc_instance! boolean = true
        change node VduCp
          vnic_type string oneof(normal|macvtap|direct|baremetal|virtio-forwarder|direct-physical|smart-nic|bridge|\
        ipvlan|loopback|macvlan|ptp|vlan|host-device)
          req virtual_binding VirtualBindable via VirtualBindsTo [0,1]
        node Vdu.OsContainer
          name! string
          description! string
          requested_cpu_resources integer >=0
          cpu_resource_limit integer >=0
          requested_memory_resources scalar-unit.size
          memory_resource_limit scalar-unit.size
          requested_ephemeral_storage_resources scalar-unit.size
          ephemeral_storage_resource_limit scalar-unit.size
          extended_resource_requests [ExtendedResourceData] len>=1
          huge_pages_resources [Hugepages]
          cpu_pinning_requirements VirtualCpuPinning
          cap container_deployable ContainerDeployable [1,*]
        node Vdu.OsContainerDeployableUnit
          name! string
          description! string
          logical_node {LogicalNodeData}
          requested_additional_capabilities {RequestedAdditionalCapability}
          nfvi_constraints {string}
          configurable_properties VnfcConfigurableProperties
          vdu_profile! VduProfile
          mcio_constraint_params [string oneof(affinity_nfvi_pop|affinity_zone|affinity_zone_group|affinity_nfvi_node|\
        affinity_cis_node|anti_affinity_nfvi_pop|anti_affinity_zone|anti_affinity_zone_group|\
        anti_affinity_nfvi_node|anti_affinity_cis_node|local_affinity_nfvi_pop|local_affinity_zone|\
        local_affinity_zoneGroup|local_affinity_nfvi_node|local_affinity_cis_node|local_anti_affinity_nfvi_pop|\
        local_anti_affinity_zone|local_anti_affinity_zone_group|local_anti_affinity_nfvi_node|\
        local_anti_affinity_cis_node|node_additional_capability_ssd|node_additional_capability_dpdk|\
        node_additional_capability_sriov|node_additional_capability_gpu|node_additional_capability_fpga|\
        node_additional_capability_cpu_pin|node_capability_logical_numa|node_pool)]
          mcio_identification_data! McioIdentificationData
          cap virtual_binding VirtualBindable [0,*]
          cap associable AssociableVdu [1,1]
          req virtual_storage VirtualStorage via AttachesTo [0,*]
          req container ContainerDeployable via DeploysTo [1,*]
        node Mciop
          req associatedVdu AssociableVdu via MciopAssociates node Vdu.OsContainerDeployableUnit [1,*]
        node VirtualCp : Cp
          additionalServiceData [AdditionalServiceData]
          address_pool_name_configurable! boolean = false
          req target ~Node via ~DependsOn node Vdu.OsContainerDeployableUnit [1,*]
          req virtual_link VirtualLinkable via VirtualLinksTo [0,1]
        change data VirtualNetworkInterfaceRequirements
          network_interface_requirements! {string}
        change data VirtualMemory
          huge_pages_requirements [Hugepages]
        change data VnfInstantiateOperationConfiguration
          target_scale_levels_supported! boolean = false
        change data BootDataVimSpecificProperties
          vim_type string
        change data VnfPackageChangeComponentMapping
          component_type! string oneof(vdu|cp|virtual_link|virtual_storage|instantiation_level|scaling_aspect)
        data ServicePortData
          name! string
          protocol! string oneof(tcp|udp|sctp)
          port! integer >=0
          portConfigurable! boolean
        data AdditionalServiceData
          portData! [ServicePortData]
          serviceData ServiceData
        data ExtendedResourceData
          extended_resource! {string} len>=1 len<=1
          amount! integer >0
        data Hugepages
          hugepage_size! scalar-unit.size
          requested_size! scalar-unit.size
        data McioIdentificationData
          name! string
          type! string oneof(Deployment|StatefulSet)
        data ServiceData
          host string
          path [string]
        capability ContainerDeployable : ~Node
        capability AssociableVdu : ~Node
        relationship DeploysTo : ~DependsOn
          valid ContainerDeployable
        relationship MciopAssociates : ~DependsOn
          valid AssociableVdu
        change policy VduInstantiationLevels
          targets Vdu.Compute Vdu.OsContainerDeployableUnit
        change policy VduScalingAspectDeltas
          targets Vdu.Compute Vdu.OsContainerDeployableUnit
        change policy VduInitialDelta
          targets Vdu.Compute Vdu.OsContainerDeployableUnit
        change policy AffinityRule
          scope! string oneof(nfvi_node|zone|zone_group|nfvi_pop|network_link_and_node|container_namespace|cis_node)
          targets Vdu.Compute VnfVirtualLink group:PlacementGroup Mciop Vdu.OsContainerDeployableUnit
        change policy AntiAffinityRule
          scope! string oneof(nfvi_node|zone|zone_group|nfvi_pop|network_link_and_node|container_namespace|cis_node)
          targets Vdu.Compute VnfVirtualLink group:PlacementGroup Mciop Vdu.OsContainerDeployableUnit
        change policy SecurityGroupRule
          targets VduCp VnfExtCp Vdu.OsContainerDeployableUnit
        change policy VnfPackageChange
          selector! [VnfPackageChangeSelector] len>=1
        change group PlacementGroup
          members Vdu.Compute Vdu.OsContainerDeployableUnit VnfVirtualLink Mciop
        change artifact SwImage
          checksum ChecksumData
          disk_format string oneof(aki|ami|ari|iso|qcow2|raw|vdi|vhd|vhdx|vmdk)
          min_disk scalar-unit.size >=0B
          size scalar-unit.size
        artifact HelmChart : ~File
          files tar tar.gz tgz
        change node NS
          ext_invariant_id string
          strict_nsd_constituent_onboarding! boolean = true
        change node Forwarding
          cap forwarding Forwarding
        change data NsVlProfile
          data_flow_mirroring [NsDataFlowMirroring]
        change data NsProfile
          target_ns_scale_level {NsScaleInfo}
          version_dependency [VersionDependency]
        data NsDataFlowMirroring
          mirroring_job_name! string
          description string
        data NsScaleInfo
          scale_level! integer >=0
        change policy NsAffinityRule
          scope! string oneof(nfvi_node|zone|zone_group|nfvi_pop|network_link_and_node|container_namespace|l2_network)
          targets VNF NsVirtualLink NS group:NsPlacementGroup Sap Forwarding
        change policy NsAntiAffinityRule
          scope! string oneof(nfvi_node|zone|zone_group|nfvi_pop|network_link_and_node|container_namespace|l2_network)
          targets VNF NsVirtualLink NS group:NsPlacementGroup Sap Forwarding
        policy DataFlowInfo
          data_flow_info_id! string
          associated_mirroring_job_name! string
          direction! string oneof(in|out|both)
          targets Forwarding Sap
        change group NsPlacementGroup
          members VNF NsVirtualLink NS Forwarding Sap
        change node PNF
          ext_invariant_id string
          version_dependency [VersionDependency]
        """
}
