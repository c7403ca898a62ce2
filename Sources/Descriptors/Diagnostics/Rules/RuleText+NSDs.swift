extension RuleText {
    static let nsds = [
        RuleText(
            .profileConnectivity, "VNFs and nested services of an NS are connected to its virtual links",
            "SOL001 7.8: `virtual_link` requirements lead to NsVirtualLinks, or to `Forwarding` nodes for them.",
            .change(
                .nsd, "    link:\n      type: tosca.nodes.nfv.NsVirtualLink",
                "    link:\n      type: tosca.nodes.nfv.VnfVirtualLink")),
        RuleText(
            .sapUnattached, "A SAP is attached to a virtual link of the service", "SOL001 7.8.2.",
            .change(
                .nsd, "    link:\n      type: tosca.nodes.nfv.NsVirtualLink",
                "    link:\n      type: tosca.nodes.nfv.VnfVirtualLink")),
        RuleText(
            .forwardingGraph, "A path is in one forwarding graph, with everything that it passes", "SOL001 7.9.1.",
            .change(.nsd, "members: [ path, first, link ]", "members: [ path, link ]")),
        RuleText(
            .forwardingPath, "A path leads through at least two positions, past no connection point twice",
            "SOL001 7.8.4: positions are passed in order.",
            .change(.nsd, "nfp_position: p1, nfp_position: p2, nfp_position: p3", "nfp_position: p1")),
        RuleText(
            .pathRule, "A rule of a path can match: values in range, and ports only with a protocol that has them",
            "SOL001 7.10.3.",
            .change(.nsd, "protocol: udp", "protocol: icmp")),
        RuleText(
            .pathPrecedence, "`manifold.precedence` is an integer, and differs between paths that compete",
            "Of two rules that match one packet the order decides.",
            .change(.nsd, "manifold.precedence: 10", "manifold.precedence: high")),
        RuleText(
            .dependencyLoop, "Profiles do not wait for each other in a circle",
            "IFA014 6.3.5: dependencies have an order.",
            .change(
                .nsd, "        - virtual_link_in: first_in",
                "        - dependency: second\n        - virtual_link_in: first_in")),
    ]
}
