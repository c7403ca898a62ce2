extension FieldTable {
    /// An NSD, its flavours left out.
    package static let nsd = FieldTable([
        .used("id", "descriptor_id", "names the NSD in the catalogue"),
        .used("invariantID", "invariant_id", "shown with the NSD"),
        .used("name", "name", "shown with the NSD"),
        .used("designer", "designer", "shown with the NSD"),
        .used("version", "version", "shown with the NSD"),
        .used("defaultFlavourID", "flavour_id", "the flavour of an instantiation that names none"),
        .used("flavours", "deployment flavours", "see below"),
        .used("externalInvariantID", "ext_invariant_id", "shown by `manifold show`"),
        .unused(
            "requiresConstituents", "strict_nsd_constituent_onboarding",
            "VNF packages have to be there when the service is instantiated", accepts: true),
    ])

    /// A deployment flavour of a network service.
    package static let nsFlavour = FieldTable(
        [
            .used("id", "flavour_id", "named by an instantiation"),
            .used("description", "description", "shown by `manifold show`"),
            .used("inputs", "inputs", "shown by `manifold show`"),
            .used("profile", "ns_profile", "shown by `manifold show`"),
            .used("vnfProfiles", "VNF", "VNFs that are instantiated with the service"),
            .unused("vnfProfiles.serviceAvailabilityLevel", "service_availability_level", "VNFs have no levels"),
            .unused(
                "vnfProfiles.monitoringParameters", "VnfMonitoring", "guests are counted, but not by these"),
            .unused(
                "vnfProfiles.scaleLevels", "target_vnf_scale_level_info", "the profile's instantiation level counts"),
            .unused("vnfProfiles.versionDependencies", "version_dependency", "the profile's VNFD is used as it is"),
            .refused("pnfProfiles", "PNF", "services of VNFs can be instantiated"),
            .refused("nestedNSProfiles", "nested NS", "services of VNFs can be instantiated"),
            .used("virtualLinks", "NsVirtualLink", "a network of the service's own, or the one of its SAP"),
            .unused("virtualLinks.testAccess", "test_access", "links are not tested"),
            .unused("virtualLinks.mirroringJobs", "data_flow_mirroring", "no traffic is mirrored"),
            .used("sapds", "Sap", "put on a network by `sapData`"),
            .used("sapds.externalRequirementName", "substitution_mappings", "how another service would reach it"),
            .used("vnffgs", "VNFFG", "traffic is led along its paths"),
            .unused(
                "vnffgs.nfps.positions.forwardingBehaviour", "forwarding_behaviour",
                "connections are spread over the members of a position", accepts: "lb"),
            .unused(
                "vnffgs.nfps.positions.forwardingParameters", "forwarding_behaviour_input_parameters",
                "connections are spread evenly"),
            .refused(
                "vnffgs.nfps.rules.masks", "extended_criteria",
                "addresses, ports, VLAN, DSCP and protocol can be matched"),
            .unused("scalingAspects", "NsScalingAspects", "a service is scaled by its VNFs (SCALE_VNF)"),
            .used("instantiationLevels", "NsInstantiationLevels", "named by an instantiation"),
            .unused(
                "instantiationLevels.virtualLinkBitrates", "VirtualLinkToInstantiationLevelMapping",
                "no bit rate is limited", accepts: 0),
            .used("defaultInstantiationLevelID", "default_level", "the level of an instantiation that names none"),
            .unused("dependencies", "dependency", "VNFs are instantiated side by side"),
            .used("placementRules", "NsAffinityRule, NsAntiAffinityRule", "placement"),
            .unused(
                "placementRules.scope", "scope of a rule",
                "VNFs are kept together or apart by host, zone and group of hosts (`nfvi_node`, `zone`, `zone_group`)",
                accepts: "nfvi_node", "zone", "zone_group"),
            .unused("placementRules.maintenance", "nfvi_maintenance_group_info", "guests move when the operator asks"),
            .used("placementGroups", "NsPlacementGroup", "placement"),
            .unused("securityGroupRules", "NsSecurityGroupRule", "all traffic passes"),
            .unused("monitoringParameters", "NsMonitoring", "paths and guests are counted, but not by these"),
            .used("interfaceOperations.id", "Nslcm", "the manager's own procedure carries it out"),
            .unused(
                "interfaceOperations.implementation", "implementation",
                "the manager's own procedure is run in its place"),
            .unused("interfaceOperations.dependencies", "dependencies", "no script is run"),
            .used("interfaceOperations.additionalParameters", "additional_parameters", "shown by `manifold show`"),
            .unused("interfaceOperations.inputs", "inputs", "no script is run that they could be handed to"),
            .used("interfaceOperations.interface", "interfaces", "shown by `manifold show`"),
            .unused("serviceAvailabilityLevel", "service_availability_level", "services have no levels"),
            .unused("priority", "priority", "services are served as they come"),
            .unused("autoScaling", "NsAutoScale", "a service scales when it is asked to"),
            .unused("dataFlows", "DataFlowInfo", "no traffic is mirrored"),
        ] + linkProfile("virtualLinks") + addresses("sapds"))
}
