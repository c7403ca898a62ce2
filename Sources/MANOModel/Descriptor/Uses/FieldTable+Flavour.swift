extension FieldTable {
    /// A deployment flavour of a VNF.
    package static let flavour = FieldTable(
        flavourItself + vdus + computeRequirements + diskBuses + storages + vnfConnectivity + vnfScaling + vnfRules
            + containers)

    private static let flavourItself: [FieldUse] = [
        .used("id", "flavour_id", "named by an instantiation"),
        .used("description", "flavour_description", "shown by `manifold show`"),
        .used("inputs", "inputs", "`additionalParams` of an instantiation; fill boot data"),
        .used("inputs.type", "type", "shown by `manifold show`"),
        .used("profile", "vnf_profile", "shown by `manifold show`; an NSD's own profile counts"),
        .used("artifacts", "artifacts", "read out of the package over the API"),
        .unused("monitoringParameters", "monitoring_parameters", "guests and links are counted, but not by these"),
        .used(
            "operations.scalingByMoreThanOneStepSupported", "scaling_by_more_than_one_step_supported",
            "decides whether `numberOfSteps` may be above 1"),
        .used(
            "operations.arbitraryTargetLevelsSupported", "arbitrary_target_levels_supported",
            "shown by `manifold show`; scaling goes by steps"),
        .used("operations.healCauses", "causes", "shown by `manifold show`; any cause is healed alike"),
        .unused(
            "operations.terminateMinGracefulTimeout", "min_graceful_termination_timeout",
            "the request says how long a guest may take, else 20 s"),
        .unused(
            "operations.terminateMaxGracefulTimeout", "max_recommended_graceful_termination_timeout",
            "the request says how long a guest may take, else 20 s"),
        .unused("operations.operateMinGracefulStopTimeout", "min_graceful_stop_timeout", "VNFs are not stopped"),
        .unused(
            "operations.operateMaxGracefulStopTimeout", "max_recommended_graceful_stop_timeout",
            "VNFs are not stopped"),
        .used(
            "operations.targetScaleLevelsSupported", "target_scale_levels_supported",
            "shown by `manifold show`; an instantiation names a level"),
        .unused(
            "operations.additional", "lcm_operations_configuration", "operations have no settings beyond the standard's"
        ),
        .used("interfaceOperations.id", "Vnflcm", "the manager's own procedure carries it out"),
        .unused(
            "interfaceOperations.implementation", "implementation", "the manager's own procedure is run in its place"),
        .unused("interfaceOperations.dependencies", "dependencies", "no script is run"),
        .used(
            "interfaceOperations.additionalParameters", "additional_parameters", "shown by `manifold show`"),
        .unused("interfaceOperations.inputs", "inputs", "no script is run that they could be handed to"),
        .used("interfaceOperations.interface", "interfaces", "shown by `manifold show`"),
        .unused("supportedInterfaces", "SupportedVnfInterface", "the manager calls no interface of the VNF"),
        .unused("packageChanges", "VnfPackageChange", "an instance stays with its package"),
        .unused("coordinationActions", "LcmCoordinationAction", "no coordination is asked for"),
        .unused("coordinations", "LcmCoordinationsForLcmOperation", "no coordination is asked for"),
        .unused("indicators", "VnfIndicator", "indicators are not asked for"),
    ]

    /// The known keys of maps that SOL001 leaves to conventions.
    private static let computeRequirements: [FieldUse] = ["cpuRequirements", "computeRequirements"].flatMap { map in
        ComputeRequirement.allCases.filter { $0.maps.contains(map) }.flatMap { requirement in
            requirement.keys.map { key in
                let path = "vdus.compute.\(map).\(key)"
                guard let values = requirement.values else { return .used(path, key, requirement.effect) }
                return .choice(path, key, requirement.effect, values)
            }
        }
    }

    private static let vdus: [FieldUse] =
        [
            .used("vdus", "Vdu.Compute", "a guest for each instance"),
            .used("vdus.description", "description", "shown by `manifold show`"),
            .used("vdus.name", "name", "shown by `manifold show`"),
            .used("vdus.compute.virtualCPUs", "num_virtual_cpu", "the guest's processors"),
            .used("vdus.compute.memoryBytes", "virtual_mem_size", "the guest's memory"),
            .used("vdus.compute.cpuArchitecture", "cpu_architecture", "hosts of another one refuse it"),
            .unused("vdus.compute.cpuClockHertz", "virtual_cpu_clock", "a guest runs at its host's clock"),
            .unused(
                "vdus.compute.cpuOversubscriptionPolicy", "virtual_cpu_oversubscription_policy",
                "the host's own policy counts"),
            .used(
                "vdus.compute.cpuPinningPolicy", "virtual_cpu_pinning_policy",
                "`static` gives the guest cores of its own"),
            .unused("vdus.compute.cpuPinningRules", "virtual_cpu_pinning_rule", "the manager chooses the cores"),
            .unused("vdus.compute.cpuRequirements", "vdu_cpu_requirements", "no other key of it is known"),
            .unused(
                "vdus.compute.memoryOversubscriptionPolicy", "virtual_mem_oversubscription_policy",
                "memory is never promised twice"),
            .used("vdus.compute.memoryRequirements.mem_page_size", "mem_page_size", "huge pages"),
            .used("vdus.compute.memoryRequirements.memoryPageSize", "memoryPageSize", "huge pages"),
            .used("vdus.compute.memoryRequirements.hw:mem_page_size", "hw:mem_page_size", "huge pages"),
            .unused(
                "vdus.compute.memoryRequirements", "vdu_mem_requirements",
                "no key of it is known but `mem_page_size`, `memoryPageSize` and `hw:mem_page_size`"),
            .used(
                "vdus.compute.isNUMAEnabled", "numa_enabled",
                "CPUs, memory, card functions and the PMD that serves its vhost-user ports are on one node of the host"),
            .used(
                "vdus.compute.numaNodes", "logical_node", "so many NUMA nodes of the guest, on as many of the host"),
            .used("vdus.compute.pageSize", "mem_page_size", "huge pages of this size, of the host's pool"),
            .used(
                "vdus.compute.logicalNodes.requirements.numa_cpus", "numa_cpus",
                "the guest's vCPUs on that NUMA node, such as `0-2`, where CPUs and memory aren't divided evenly"),
            .used(
                "vdus.compute.logicalNodes.requirements.hw:numa_cpus", "hw:numa_cpus", "the same"),
            .used("vdus.compute.logicalNodes.requirements.numa_mem", "numa_mem", "MiB on that NUMA node"),
            .used("vdus.compute.logicalNodes.requirements.hw:numa_mem", "hw:numa_mem", "the same"),
            .unused(
                "vdus.compute.logicalNodes", "logical_node_requirements",
                "no key of it is known but `numa_cpus` and `numa_mem`, with and without `hw:`"),
            .used("vdus.compute.requestedCapabilities.id", "requested_additional_capabilities", "see below"),
            .used(
                "vdus.compute.requestedCapabilities.name", "requested_additional_capability_name",
                "where it is mandatory the host has it as a trait or as a CPU feature"),
            .used(
                "vdus.compute.requestedCapabilities.isMandatory", "support_mandatory",
                "one that is no more than a wish is left out"),
            .unused(
                "vdus.compute.requestedCapabilities", "requested_additional_capabilities",
                "hosts have capabilities, but no versions and no figures of them"),
        ] + DeviceRequest.fields + [
            .unused("vdus.compute.computeRequirements", "compute_requirements", "no other key of it is known"),
            .unused(
                "vdus.compute.localStorages", "virtual_local_storage",
                "the guest's own disk is as large as its image asks for (`min_disk`)"),
            .used("vdus.compute.hugePages.pageSizeBytes", "hugepage_size", "one size is used for all of the memory"),
            .unused(
                "vdus.compute.hugePages.memoryBytes", "requested_size", "all of the guest's memory is in huge pages"),
            .unused("vdus.bootsFromStoragesInOrder", "boot_order", "a guest boots from its first disk"),
            .used("vdus.bootData.userData", "content", "the guest's user data"),
            .used("vdus.bootData.substitutions", "data", "fills places in the content"),
            .used("vdus.bootData.sourcePath", "source_path", "the guest's user data"),
            .unused("vdus.bootData.destinationPath", "destination_path", "the content is the guest's user data"),
            .unused("vdus.bootData.keyValues", "kvp_data", "the guest is told its user data alone"),
            .unused(
                "vdus.bootData.vimType", "vim_specific_properties", "the guest is told its user data alone"),
            .unused(
                "vdus.bootData.vimProperties", "vim_specific_properties", "the guest is told its user data alone"),
            .used("vdus.profile", "vdu_profile", "bounds of scaling"),
            .unused(
                "vdus.profile.maintenance", "nfvi_maintenance_info",
                "guests move by the operator's word (`host drain`, `vnf migrate`)"),
            .unused("vdus.nfviConstraints", "nfvi_constraints", "no key of it is known"),
            .unused(
                "vdus.monitoringParameters", "monitoring_parameters", "guests are counted, but not by these"),
            .unused(
                "vdus.configurableProperties", "configurable_properties", "guests have nothing that can be configured"),
            .used("vdus.metadata", "metadata", "the author's own, shown by `manifold show`"),
            .used("vdus.artifacts", "artifacts", "read out of the package over the API"),
            .refused(
                "vdus.softwareImage.diskFormat", "disk_format",
                "qcow2 and raw can be booted, discs (iso) and kernels (aki)",
                accepts: "qcow2", "raw", "iso", "aki"),
            .refused(
                "vdus.softwareImage.containerFormat", "container_format", "images have to be `bare`",
                accepts: "bare", "aki", "ari", "ami"),
            .used(
                "vdus.softwareImage.supportedVirtualisationEnvironments", "supported_virtualisation_environments",
                "shown"),
        ]

    private static let diskBuses: [FieldUse] = ComputeRequirement.diskBus.keys.map { key in
        .choice(
            "virtualStorages.kind.block.requirements.\(key)", key, "the bus of this disk alone",
            GuestDisk.Bus.allCases.map(\.rawValue))
    }

    private static let storages: [FieldUse] = [
        .used("virtualStorages.id", "Vdu.VirtualBlockStorage", "a disk of each of the VDU's guests"),
        .used("virtualStorages.kind.block", "virtual_block_storage_data", "a disk"),
        .unused("virtualStorages.kind.block.isRDMAEnabled", "rdma_enabled", "disks are files of the host"),
        .unused("virtualStorages.kind.block.requirements", "vdu_storage_requirements", "no other key of it is known"),
        .refused("virtualStorages.kind.object", "VirtualObjectStorage", "block storage can be attached"),
        .refused("virtualStorages.kind.file", "VirtualFileStorage", "block storage can be attached"),
        .used("virtualStorages.softwareImage", "SwImage", "what the disk begins with"),
        .refused(
            "virtualStorages.softwareImage.diskFormat", "disk_format",
            "disks begin with qcow2 or raw, and a disc (iso) is read alone", accepts: "qcow2", "raw", "iso"),
        .refused(
            "virtualStorages.softwareImage.containerFormat", "container_format", "images have to be `bare`",
            accepts: "bare"),
        .unused(
            "virtualStorages.maintenance", "nfvi_maintenance_info",
            "guests move by the operator's word (`host drain`, `vnf migrate`)"),
        .used("virtualStorages.isPerVnfcInstance", "per_vnfc_instance", "each VNFC has its own"),
    ]

    private static let vnfConnectivity: [FieldUse] =
        [
            .used("vduCps", "VduCp", "an interface of each of the VDU's guests"),
            .refused(
                "vduCps.vnicType", "vnic_type",
                "ports of the switch or of a Linux bridge, functions of network cards (SR-IOV) and macvtaps can be made",
                accepts: "normal", "virtio", "vhost-user", "direct", "direct-physical", "macvtap",
                "vdpa"),
            .used(
                "vduCps.bitrate", "bitrate_requirement",
                "set aside on the card for a function of it (SR-IOV); ports of the switch have no reservation"),
            .used("vduCps.maxInstances", "max-number-of-instances", "an upper bound for the language SOL006"),
            .unused("vduCps.securityGroupIDs", "SecurityGroupRule", "all traffic passes"),
            .refused(
                "vduSubCps", "VduSubCp", "sub-ports of trunks can't be made; give each VLAN an interface of its own"),
            .used("vipCps.id", "VipCp", "see below"),
            .refused(
                "vipCps.function", "vip_function", "the VNF's own members can share an address (`high_availability`)",
                accepts: "high_availability"),
            .unused("vipCps", "VipCp", "no address is set aside for it"),
            .used("virtualLinks", "VnfVirtualLink", "a network of the VNF's own"),
            .unused("virtualLinks.monitoringParameters", "monitoring_parameters", "links are not counted"),
            .unused(
                "virtualLinks.maintenance", "nfvi_maintenance_info",
                "guests move by the operator's word (`host drain`, `vnf migrate`)"),
            .unused("virtualLinks.testAccess", "test_access", "links are not tested"),
            .unused(
                "virtualLinks.externallyManaged", "externally_managed", "the link is made with the VNF",
                accepts: "allowed"),
            .used("externalCps", "external CP", "put on a network by `extVirtualLinks`"),
            .unused("externalCps.securityGroupIDs", "SecurityGroupRule", "all traffic passes"),
        ] + linkProfile("virtualLinks") + addresses("vduCps") + addresses("externalCps") + interfaces("vduCps")
        + interfaces("externalCps")

    /// What links of VNFs and of services have in common.
    static func linkProfile(_ links: String) -> [FieldUse] {
        [
            .unused(
                "\(links).connectivity.flowPattern", "flow_pattern", "everybody on a link reaches everybody",
                accepts: "mesh"),
            .unused("\(links).profile.maxBitrate", "max_bitrate_requirements", "no bit rate is limited", accepts: 0),
            .unused("\(links).profile.minBitrate", "min_bitrate_requirements", "no bit rate is reserved", accepts: 0),
            .unused("\(links).profile.qos", "qos", "a link is as good as its host"),
            .unused("\(links).profile.serviceAvailabilityLevel", "service_availability_level", "links have no levels"),
            .unused(
                "\(links).profile.protocols.l2.networkType", "network_type",
                "links are VLANs, of a switch or of what joins hosts",
                accepts: "vlan"),
            .unused("\(links).profile.protocols.l2.isVLANTransparent", "vlan_transparent", "tagged frames don't pass"),
            .used(
                "\(links).profile.protocols.l2.mtu", "mtu",
                "the MTU of its interfaces, of the first protocol that says one: 68 (IPv6: 1280) to 65521; 1500 without"
            ),
            .unused("\(links).profile.protocols.l2.segmentationID", "segmentation_id", "the manager chooses the VLAN"),
            .unused(
                "\(links).profile.protocols.l3.allocationPools", "ip_allocation_pools",
                "addresses are taken from all of the prefix"),
            .unused(
                "\(links).profile.protocols.l3.isDHCPEnabled", "dhcp_enabled",
                "guests learn addresses by their config drive"),
            .unused(
                "\(links).profile.protocols.l3.ipv6AddressMode", "ipv6_address_mode",
                "guests learn addresses by their config drive"),
        ]
    }

    /// What CPs have in common.
    static func addresses(_ cps: String) -> [FieldUse] {
        [
            .unused("\(cps).role", "role", "everybody on a link reaches everybody"),
            .refused("\(cps).isTrunk", "trunk_mode", "frames of one VLAN reach an interface; leave `trunk_mode` out"),
            .unused(
                "\(cps).protocols.addresses.isFloatingIPActivated", "floating_ip_activated",
                "addresses are not translated"),
            .unused(
                "\(cps).protocols.addresses.numberOfIPAddresses", "number_of_ip_address", "an interface has one",
                accepts: 1),
            .unused(
                "\(cps).protocols.addresses.fixedAddresses", "fixed_ip_address",
                "fixed addresses are asked for by the request"),
            .unused(
                "\(cps).protocols.addresses.ipAssignmentSubtype", "ip_address_assignment_subtype",
                "addresses are taken from the network's prefix", accepts: "dynamic"),
            .unused("\(cps).ipStackMode", "ip_stack_mode", "an interface has the addresses that its network has"),
        ]
    }

    private static func interfaces(_ cps: String) -> [FieldUse] {
        [
            .used("\(cps).interfaceRequirements.name", "name", "shown by `manifold show`"),
            .used("\(cps).interfaceRequirements.description", "description", "shown by `manifold show`"),
            .refused(
                "\(cps).interfaceRequirements.supportMandatory", "support_mandatory of an interface requirement",
                "no interface requirement is known but queues, the card's model, packed rings and the mode of a macvtap; one"
                    + " that is no more than a wish is left out"),
            .unused(
                "\(cps).interfaceRequirements", "virtual_network_interface_requirements",
                "none is known but the kind of the interface, its model, queues, packed rings and mode"),
        ]
            + ["requirements", "nicIORequirements"].flatMap { map in
                InterfaceQueues.keys.map { key in
                    FieldUse.used(
                        "\(cps).interfaceRequirements.\(map).\(key)", key,
                        "pairs of queues of a virtio interface: a number, or `true` for one a vCPU")
                }
                    + InterfaceSetting.allCases.flatMap { setting in
                        setting.keys.map { key in
                            .choice(
                                "\(cps).interfaceRequirements.\(map).\(key)", key, setting.effect, setting.values)
                        }
                    }
            }
    }

    private static let vnfScaling: [FieldUse] = [
        .used("scalingAspects", "ScalingAspects", "scaling by steps"),
        .unused("scalingAspects.virtualLinkDeltas", "VirtualLinkBitrateScalingAspectDeltas", "no bit rate is limited"),
        .unused("scalingAspects.vipCpDeltas", "VipCpScalingAspectDeltas", "no address is set aside for it"),
        .used("initialDeltas", "VduInitialDelta", "guests at scale level 0"),
        .unused("virtualLinkInitialDeltas", "VirtualLinkBitrateInitialDelta", "no bit rate is limited", accepts: 0),
        .unused("vipCpInitialDeltas", "VipCpInitialDelta", "no address is set aside for it"),
        .used("instantiationLevels", "InstantiationLevels", "named by an instantiation"),
        .unused(
            "instantiationLevels.virtualLinkBitrates", "VirtualLinkInstantiationLevels", "no bit rate is limited",
            accepts: 0),
        .unused("instantiationLevels.vipCpInstances", "VipCpInstantiationLevels", "no address is set aside for it"),
        .used("defaultInstantiationLevelID", "default_level", "the level of an instantiation that names none"),
    ]

    private static let vnfRules: [FieldUse] = [
        .used("placementRules", "AffinityRule, AntiAffinityRule", "placement"),
        .unused(
            "placementRules.scope", "scope of a rule",
            "guests are kept together or apart by host, zone and group of hosts (`nfvi_node`, `zone`, `zone_group`)",
            accepts: "nfvi_node", "zone", "zone_group"),
        .unused(
            "placementRules.maintenance", "nfvi_maintenance_group_info",
            "guests move by the operator's word (`host drain`, `vnf migrate`)"),
        .used("placementGroups", "PlacementGroup", "placement"),
        .unused("securityGroupRules", "SecurityGroupRule", "all traffic passes"),
    ]

    private static let containers: [FieldUse] = [
        .refused(
            "containerUnits", "Vdu.OsContainerDeployableUnit",
            "VDUs that are virtual machines (`Vdu.Compute`) can be instantiated"),
        .refused("mciops", "Mciop", "Helm charts are not deployed"),
        .refused("virtualCps", "VirtualCp", "addresses in front of containers are not made"),
    ]
}
