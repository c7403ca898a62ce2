/// What people call the parts of a descriptor, by the model's names of their lists.
package enum FieldNouns {
    private static let nouns = [
        "vdus": "VDU", "vduCps": "CP", "vduSubCps": "sub-port", "vipCps": "VIP CP", "virtualLinks": "virtual link",
        "externalCps": "CP", "virtualStorages": "storage", "scalingAspects": "scaling aspect",
        "instantiationLevels": "instantiation level", "placementRules": "rule", "placementGroups": "group",
        "securityGroupRules": "rule", "indicators": "indicator", "interfaceOperations": "operation",
        "containerUnits": "container VDU", "mciops": "Mciop", "virtualCps": "virtual CP",
        "vnfProfiles": "VNF profile", "pnfProfiles": "PNF profile", "nestedNSProfiles": "nested NS", "sapds": "SAP",
        "vnffgs": "VNFFG", "packageChanges": "policy", "coordinationActions": "action", "coordinations": "policy",
        "supportedInterfaces": "policy", "autoScaling": "policy", "dataFlows": "policy", "artifacts": "artifact",
        "inputs": "input", "monitoringParameters": "parameter", "virtualLinkInitialDeltas": "virtual link",
        "vipCpInitialDeltas": "VIP CP",
    ]

    static func noun(of list: String) -> String { nouns[list] ?? "" }
}
