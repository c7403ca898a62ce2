extension Whole {
    /// The last section of the VNFD's topology.
    static let vnfdPolicies = #"""
          policies:
            - aspects:
                type: tosca.policies.nfv.ScalingAspects
                properties:
                  aspects:
                    workers: { name: workers, description: Workers, max_scale_level: 2, step_deltas: [ one ] }
            - initial:
                type: tosca.policies.nfv.VduInitialDelta
                properties: { initial_delta: { number_of_instances: 1 } }
                targets: [ vdu ]
            - link_initial:
                type: tosca.policies.nfv.VirtualLinkBitrateInitialDelta
                properties: { initial_delta: { bitrate_requirements: { root: 100, leaf: 10 } } }
                targets: [ internal ]
            - vip_initial:
                type: tosca.policies.nfv.VipCpInitialDelta
                properties: { initial_delta: { number_of_instances: 1 } }
                targets: [ vip ]
            - deltas:
                type: tosca.policies.nfv.VduScalingAspectDeltas
                properties: { aspect: workers, deltas: { one: { number_of_instances: 1 } } }
                targets: [ vdu ]
            - link_deltas:
                type: tosca.policies.nfv.VirtualLinkBitrateScalingAspectDeltas
                properties: { aspect: workers, deltas: { one: { bitrate_requirements: { root: 100,
                  leaf: 10 } } } }
                targets: [ internal ]
            - vip_deltas:
                type: tosca.policies.nfv.VipCpScalingAspectDeltas
                properties: { aspect: workers, deltas: { one: { number_of_instances: 1 } } }
                targets: [ vip ]
            - levels:
                type: tosca.policies.nfv.InstantiationLevels
                properties:
                  levels:
                    small: { description: Small, scale_info: { workers: { scale_level: 0 } } }
                    large: { description: Large, scale_info: { workers: { scale_level: 2 } } }
                  default_level: small
            - vdu_levels:
                type: tosca.policies.nfv.VduInstantiationLevels
                properties: { levels: { small: { number_of_instances: 1 }, large: { number_of_instances: 3 } } }
                targets: [ vdu ]
            - link_levels:
                type: tosca.policies.nfv.VirtualLinkInstantiationLevels
                properties: { levels: { small: { bitrate_requirements: { root: 100, leaf: 10 } } } }
                targets: [ internal ]
            - vip_levels:
                type: tosca.policies.nfv.VipCpInstantiationLevels
                properties: { levels: { small: { number_of_instances: 1 } } }
                targets: [ vip ]
            - together:
                type: tosca.policies.nfv.AffinityRule
                properties: { scope: zone, nfvi_maintenance_group_info: { impact_notification_lead_time: 10 s,
                  is_impact_mitigation_requested: true, supported_migration_type: [ no_migration ],
                  max_undetectable_interruption_time: 2 s, min_recovery_time_between_impacts: 3 s,
                  max_number_of_impacted_instances: [ { group_size: 4, max_number_of_impacted_instances: 2 } ],
                  min_number_of_preserved_instances: [ { group_size: 5,
                  min_number_of_preserved_instances: 1 } ] } }
                targets: [ vdu ]
            - apart:
                type: tosca.policies.nfv.AntiAffinityRule
                properties: { scope: nfvi_node,
                  nfvi_maintenance_group_info: { impact_notification_lead_time: 10 s,
                  is_impact_mitigation_requested: true, supported_migration_type: [ no_migration ],
                  max_undetectable_interruption_time: 2 s, min_recovery_time_between_impacts: 3 s,
                  max_number_of_impacted_instances: [ { group_size: 4, max_number_of_impacted_instances: 2 } ],
                  min_number_of_preserved_instances: [ { group_size: 5,
                  min_number_of_preserved_instances: 1 } ] } }
                targets: [ group ]
            - indicators:
                type: tosca.policies.nfv.SupportedVnfInterface
                properties: { interface_name: vnf_indicator, details: { uri_components: { scheme: https,
                  authority: { user_info: me, host: vnf, port: "80" }, path: a, query: b, fragment: c },
                  interface_specific_data: { one: two } } }
                targets: [ cp-a ]
            - ssh:
                type: tosca.policies.nfv.SecurityGroupRule
                properties: { description: SSH, direction: ingress, ether_type: ipv4, protocol: tcp,
                  port_range_min: 20, port_range_max: 22 }
                targets: [ cp-a ]
            - load:
                type: tosca.policies.nfv.VnfIndicator
                properties: { source: vnf }
                targets: [ vnf ]
                triggers:
                  high: { event: load, condition: [ load: [ { greater_than: 5 } ] ],
                    action: [ call_operation: Vnflcm.scale ], priority: 1 }
            - change:
                type: tosca.policies.nfv.VnfPackageChange
                properties:
                  selector: { source_descriptor_id: whole-0, destination_descriptor_id: whole-1,
                    source_flavour_id: all }
                  modification_qualifier: up
                  additional_modification_description: Better
                  component_mappings: [ { component_type: vdu, source_id: old, destination_id: vdu,
                    description: The VDU } ]
                  destination_flavour_id: all
                  actions: [ Change.upgrade ]
                  referenced_coordination_actions: [ elsewhere ]
                targets: [ vnf ]
            - ask:
                type: whole.Action
                properties:
                  action_name: ask
                  action:
                    description: Asks
                    endpoint_type: vnf
                    coordination_stage: start
                    input_parameters: { question: why }
                    output_parameters: { answer: because }
            - asking:
                type: tosca.policies.nfv.LcmCoordinationsForLcmOperation
                properties: { vnf_lcm_operation: heal, actions: [ ask ],
                  referenced_coordination_actions: [ elsewhere ] }
        """#
}
