extension RuleText {
    static let vnfds = [
        RuleText(
            .descriptorKind, "A template describes a VNF, a network service or a PNF",
            "The node that it substitutes, or one of its nodes, derives from `tosca.nodes.nfv.VNF`, `.NS` or `.PNF` (SOL001 6.11, 7.11 and 8.11).",
            .change(.vnfd, "derived_from: tosca.nodes.nfv.VNF", "derived_from: tosca.nodes.nfv.Cp")),
        RuleText(
            .descriptorIdentifier, "A descriptor's identifier can stand in a path",
            "It is part of URIs and of names of files.",
            .change(.vnfd, "descriptor_id: sample-1", "descriptor_id: '../etc'")),
        RuleText(
            .flavourMissing,
            "A top-level template imports a template for each flavour it offers, each with a `flavour_id`",
            "SOL001 6.11.2: the flavour that is chosen is found by this property.",
            .templates(right: flavours("one", "two"), wrong: flavours("two", "three"))),
        RuleText(
            .flavourDuplicate, "A deployment flavour is described once",
            "SOL001 6.11.2: `flavour_id` tells the flavours apart.",
            .templates(right: flavours("one", "two"), wrong: flavours("one", "one"))),
        RuleText(
            .ownNodeExcess, "A template has one node for the VNF or the PNF that it describes",
            "SOL001 6.11 and 8.11: what a second one says has no effect.",
            .change(
                .vnfd, "    vdu:\n      type: tosca.nodes.nfv.Vdu.Compute\n",
                "    other:\n      type: sample.VNF\n      properties:\n        { descriptor_id: sample-2, descriptor_version: '1.0', provider: Sample, product_name: other,\n          software_version: '1.0', vnfm_info: [ 'etsivnfm:v3.7.1' ], flavour_id: simple, flavour_description: simple }\n    vdu:\n      type: tosca.nodes.nfv.Vdu.Compute\n"
            )),
        RuleText(
            .vduMissing, "A deployment flavour has a VDU", "IFA011 7.1.8.2: at least one VDU profile.",
            .change(.vnfd, vduOnly.right, vduOnly.wrong)),
        RuleText(
            .vduProfile, "The least number of instances is not above the greatest", "IFA011 7.1.8.3.",
            .change(.vnfd, "min_number_of_instances: 1", "min_number_of_instances: 4")),
        RuleText(
            .vduImage, "A VDU or its storage has one software image, with its data",
            "SOL001 6.8.1.4; a VDU without an image has nothing to start from.",
            .change(.vnfd, "type: tosca.artifacts.nfv.SwImage", "type: tosca.artifacts.File")),
        RuleText(
            .imageChecksum, "An image's checksum has the length of its algorithm, and is that of the file",
            "SOL001 6.2.45; the file in the package is hashed.",
            .change(.vnfd, "hash: \(RuleSample.hash)", "hash: abc")),
        RuleText(
            .imageSize, "An image's size is that of the file", "SOL001 6.4.1; the file counts.",
            .package(wrong: "size: 7 B", right: "size: 512 B") { files in
                files = RuleSample.packageFiles(imageSize: 7)
            }),
        RuleText(
            .imageFormat, "An image is what its `disk_format` says, and leads to no other file",
            "A guest must not read a file of the host through a backing file (qemu-img's `data_file` and backing chains).",
            .package(wrong: "disk_format: qcow2 and a file of text", right: "disk_format: qcow2 and a file of qcow2") {
                $0 = RuleSample.packageFiles(image: Array("not an image".utf8))
            }),
        RuleText(
            .bootData, "Boot data has a content or a file that has one", "SOL001 6.2.50.",
            .change(
                .vnfd, "        content: { concat: [ 'say ', { get_input: greeting } ] }",
                "        destination_path: /x")),
        RuleText(
            .bootPlaceholder, "Each `{{name}}` in boot data has a value under `data`",
            "SOL001 6.2.52: the guest would find the braces in its configuration.",
            .change(
                .vnfd, "content: { concat: [ 'say ', { get_input: greeting } ] }", "content: 'say {{ greeting }}'")),
        RuleText(
            .readiness, "`manifold.readiness` says how it is known that a guest is ready",
            "Manifold's own metadata: `tcp`, `agent`, `console` or `none`, each with what it takes.",
            .change(.vnfd, "manifold.readiness: tcp", "manifold.readiness: tpc")),
        RuleText(
            .metadataUnknown, "Metadata that begins with `manifold.` is known",
            "Other metadata is the author's own; this prefix is Manifold's.",
            .change(.vnfd, "manifold.readiness.port", "manifold.readiness.prot")),
        RuleText(
            .cpUnbound, "A VDU's CP is bound to a VDU", "SOL001 6.8.7: `virtual_binding`.",
            .change(
                .vnfd, "        - virtual_binding: vdu\n        - virtual_link: internal",
                "        - virtual_link: internal")),
        RuleText(
            .cpUnconnected, "A CP is connected to a virtual link, or exposed, not both", "SOL001 6.8.7.",
            .change(.vnfd, "virtual_link_a: [ cp-a, virtual_link ]", "virtual_link_a: [ cp-b, virtual_link ]")),
        RuleText(
            .cpOrder, "CPs of one VDU have an order each", "SOL001 6.8.7: the guest sees its interfaces in this order.",
            .change(.vnfd, "order: 1", "order: 0")),
        RuleText(
            .cpManagement, "`manifold.management` is a boolean, and one CP of a VDU has it",
            "Manifold's own metadata: this CP is the way to the guest.",
            .change(
                .vnfd, "      properties: { layer_protocols: [ ipv4 ], order: 0 }",
                "      metadata: { manifold.management: maybe }\n      properties: { layer_protocols: [ ipv4 ], order: 0 }"
            )),
        RuleText(
            .vnicType, "An interface's kind is in the list that its type has for `vnic_type`",
            "SOL001 6.8.8, and SOL006's `vnic-type`: no list has all of `normal`, `virtio`, `macvtap`, `direct`, `direct-physical`, `smart-nic`, `virtio-forwarder`, `vhost-user` and `vdpa`. The field's words are understood (`vhost-user`, `virtio`, `SR-IOV`); what nobody knows is a `property-constraint`.",
            .change(.vnfd, "vnic_type: direct", "vnic_type: vhost-user")),
        RuleText(
            .addressInvalid, "Addresses and prefixes are such, and agree with each other",
            "SOL001 6.2.13: a gateway outside of its network is never reached.",
            .change(.vnfd, "gateway_ip: 192.0.2.1", "gateway_ip: 192.0.3.1")),
        RuleText(
            .scalingAspect, "A scaling aspect that is named exists, scales something, and has a delta for each step",
            "SOL001 6.10.2.",
            .change(.vnfd, "{ aspect: workers,", "{ aspect: worker,")),
        RuleText(
            .scalingDelta, "A delta that an aspect names is given", "SOL001 6.10.5.",
            .change(.vnfd, "step_deltas: [ one ]", "step_deltas: [ two ]")),
        RuleText(
            .instantiationLevel, "Levels name aspects and scale levels that exist; of several one is the default",
            "SOL001 6.10.8.",
            .change(.vnfd, "default_level: small", "default_level: smal")),
        RuleText(
            .instanceBounds, "Levels and deltas stay within what the profile allows",
            "IFA011 7.1.8.3; an instance count outside of it could never be reached.",
            .change(.vnfd, "max_number_of_instances: 3", "max_number_of_instances: 2")),
        RuleText(
            .ipProtocol, "A protocol is a name of IANA's list, or a number from 0 to 255", "SOL001 6.7.",
            .change(.nsd, "protocol: udp", "protocol: udpp")),
        RuleText(
            .portRange, "The lower port of a rule is not above the upper one", "SOL001 6.10.14.",
            .change(.vnfd, "port_range_min: 22", "port_range_min: 23")),
        RuleText(
            .lcmScript, "An operation is implemented by an artifact of its node, or by a file of the package",
            "SOL001 6.7.1; a script that is not there can't be run.",
            .package(
                wrong: "instantiate:\n  implementation: Scripts/instantiate.sh   # which the package lacks",
                right: "instantiate:\n  implementation: Scripts/instantiate.sh   # which the package has"
            ) { $0["Scripts/instantiate.sh"] = nil }),
        RuleText(
            .coordinationAction, "A coordination action that an operation asks for is defined",
            "SOL001 6.10.16: by a policy of the descriptor, or elsewhere under `referenced_coordination_actions`.",
            .templates(
                right: ["sample.yaml": coordination("referenced_coordination_actions")],
                wrong: ["sample.yaml": coordination("actions")])
        ).showing(
            wrong: "{ vnf_lcm_operation: heal, actions: [ ask ] }",
            right: "{ vnf_lcm_operation: heal, referenced_coordination_actions: [ ask ] }"),
    ]

    private static func coordination(_ property: String) -> String {
        RuleSample.vnfd.text + """

                - asks:
                    type: tosca.policies.nfv.LcmCoordinationsForLcmOperation
                    properties: { vnf_lcm_operation: heal, \(property): [ ask ] }

            """
    }

    /// A top-level template that offers the flavours of two others.
    private static func flavours(_ first: String, _ second: String) -> [String: String] {
        func lower(_ id: String) -> String {
            var text = RuleSample.vnfd.text
            for (old, new) in [
                ("sample.Size", "\(id).Size"), ("flavour_id: simple", "flavour_id: \(id)"),
                ("data_types:\n  \(id).Size:", "data_types:\n  \(id).Unused:"),
                (
                    "    node_type: sample.VNF\n",
                    "    node_type: sample.VNF\n    properties: { flavour_id: \(id) }\n"
                ),
            ] {
                text = text.replacing(old, with: new, maxReplacements: 1)
            }
            return text.replacing(typeSections(of: text), with: "", maxReplacements: 1)
        }
        let top = """
            tosca_definitions_version: tosca_simple_yaml_1_3
            imports: [ etsi_nfv_sol001_vnfd_types.yaml, a.yaml, b.yaml ]
            \(typeSections(of: RuleSample.vnfd.text))topology_template:
              inputs:
                selected_flavour: { type: string, default: one }
              node_templates:
                vnf:
                  type: sample.VNF
                  properties:
                    descriptor_id: sample-1
                    descriptor_version: '1.0'
                    provider: Sample
                    product_name: sample
                    software_version: '1.0'
                    vnfm_info: [ 'etsivnfm:v3.7.1' ]
                    flavour_id: { get_input: selected_flavour }
                    flavour_description: simple
            """
        return ["sample.yaml": top, "a.yaml": lower(first), "b.yaml": lower(second)]
    }

    private static func typeSections(of text: String) -> Substring {
        guard let start = text.firstRange(of: "data_types:\n"), let end = text.firstRange(of: "topology_template:\n")
        else { return "" }
        return text[start.lowerBound..<end.lowerBound]
    }

    /// All from the first VDU on, beside a topology that ends before it.
    private static let vduOnly: (right: String, wrong: String) = {
        let text = RuleSample.vnfd.text
        guard let start = text.firstRange(of: "    vdu:\n") else { return ("", "") }
        return (String(text[start.lowerBound...]), "")
    }()
}
