import MANOModel

/// A network service to start from: one link with a SAP, and VNFs on it.
struct NSTemplate {
    var name: String
    var id: String
    var invariantID: String
    var vnfs: [VNF]

    /// A VNF of the service, from its own descriptor.
    struct VNF {
        /// Of its node, and the end of its type's name.
        var name: String
        var vnfd: VNFD
        var flavour: DeploymentFlavour

        /// - Throws: `CommandFailure` where the VNFD's flavour can't be told.
        init(_ vnfd: VNFD, besides names: [String]) throws {
            guard let flavour = vnfd.flavour(nil) ?? vnfd.flavours.first else {
                throw CommandFailure.failed("the VNFD \(vnfd.id) has no flavour")
            }
            self.vnfd = vnfd
            self.flavour = flavour
            let base = String(
                vnfd.productName.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
            let known = names + ["data", "access"]
            var name = base.isEmpty ? "vnf" : base
            var number = 2
            while known.contains(name) {
                name = "\(base)-\(number)"
                number += 1
            }
            self.name = name
        }

        /// The requirements by which its external CPs are reached.
        var connections: [String] { flavour.externalCps.map { $0.requirementName ?? $0.id } }
    }

    var files: [String: [UInt8]] {
        [
            "TOSCA-Metadata/TOSCA.meta": Array(PackageParts.meta(name).utf8),
            "\(name).mf": Array(manifest.utf8),
            "Definitions/\(name).yaml": Array(definitions.utf8),
        ]
    }

    private var manifest: String {
        """
        metadata:
          nsd_invariant_id: \(invariantID)
          nsd_name: \(name)
          nsd_designer: Example
          nsd_file_structure_version: '1.0'
          nsd_release_date_time: 2026-01-01T00:00:00Z
          compatible_specification_versions: 3.7.1

        """
    }

    private var definitions: String {
        """
        tosca_definitions_version: tosca_simple_yaml_1_3
        description: The network service \(name).

        # The types of the standard (SOL001 3.7.1); Manifold has them, they need not be in the package.
        imports:
          - etsi_nfv_sol001_nsd_types.yaml

        node_types:
          # The service's own type; each requirement is a connection to another service that has this one in it.
          example.\(name):
            derived_from: tosca.nodes.nfv.NS
            requirements:
              - virtual_link_access:
                  capability: tosca.capabilities.nfv.VirtualLinkable
                  relationship: tosca.relationships.nfv.VirtualLinksTo
                  occurrences: [ 0, 1 ]
        \(vnfs.map(type).joined())
        topology_template:
          substitution_mappings:
            node_type: example.\(name)
            requirements:
              virtual_link_access: [ access, external_virtual_link ]

          node_templates:
            \(name):
              type: example.\(name)
              properties:
                # Give every version of the NSD an identifier of its own; the invariant one stays.
                descriptor_id: \(id)
                invariant_id: \(invariantID)
                designer: Example
                version: '1.0'
                name: \(name)
                flavour_id: default

        \(vnfs.isEmpty ? Self.hint : vnfs.map(node).joined(separator: "\n"))
            # A network. It is the service's own, or the operator's where its SAP is put on one.
            data:
              type: tosca.nodes.nfv.NsVirtualLink
              properties:
                description: Where the VNFs meet
                connectivity_type:
                  layer_protocols: [ ipv4 ]
                vl_profile:
                  # 0 is no bound.
                  max_bitrate_requirements: { root: 0 }
                  min_bitrate_requirements: { root: 0 }
                  virtual_link_protocol_data:
                    - associated_layer_protocol: ipv4
                      l3_protocol_data:
                        ip_version: ipv4
                        cidr: 192.0.2.0/24

            # Where clients come in: an instantiation says on which network (sapData).
            access:
              type: tosca.nodes.nfv.Sap
              properties:
                description: Towards the clients
                layer_protocols: [ ipv4 ]
              requirements:
                - internal_virtual_link: data

        """
    }

    private func type(of vnf: VNF) -> String {
        let connections = vnf.connections.map { requirement in
            """
                  - \(requirement):
                      capability: tosca.capabilities.nfv.VirtualLinkable
                      relationship: tosca.relationships.nfv.VirtualLinksTo
                      occurrences: [ 0, 1 ]

            """
        }
        return """

              # The VNF \(vnf.name), as its VNFD describes it.
              example.\(name).\(vnf.name):
                derived_from: tosca.nodes.nfv.VNF
            \(connections.isEmpty ? "" : "    requirements:\n\(connections.joined())")
            """
    }

    private func node(of vnf: VNF) -> String {
        let vnfd = vnf.vnfd
        let connections = vnf.connections.map { "        - \($0): data\n" }.joined()
        return """
                # A VNF of the service. Connect each of its CPs to a link.
                \(vnf.name):
                  type: example.\(name).\(vnf.name)
                  properties:
                    descriptor_id: \(Self.quoted(vnfd.id))
                    descriptor_version: \(Self.quoted(vnfd.version))
                    provider: \(Self.quoted(vnfd.provider))
                    product_name: \(Self.quoted(vnfd.productName))
                    software_version: \(Self.quoted(vnfd.softwareVersion))
                    vnfm_info: [ \(vnfd.vnfmInfo.map(Self.quoted).joined(separator: ", ")) ]
                    flavour_id: \(Self.quoted(vnf.flavour.id))
                    flavour_description: \(Self.quoted(vnf.flavour.description))
                    # How many of it there may be, and at which of its levels each begins.
                    vnf_profile:
                      instantiation_level: \(Self.quoted(vnf.flavour.defaultInstantiationLevelID))
                      min_number_of_instances: 1
                      max_number_of_instances: 1
            \(connections.isEmpty ? "" : "      requirements:\n\(connections)")
            """
    }

    /// A text as YAML has it in single quotes.
    static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "''").replacing("\n", with: " ") + "'"
    }

    private static let hint = """
            # There is no VNF yet: `manifold new ns NAME --vnf PACKAGE` writes one, or write a node such as
            #
            # web:
            #   type: example.web                 # derived from tosca.nodes.nfv.VNF under node_types
            #   properties:
            #     descriptor_id: …                # of the VNFD
            #     flavour_id: default
            #     vnf_profile: { min_number_of_instances: 1, max_number_of_instances: 1 }
            #   requirements:
            #     - virtual_link_data: data       # the VNF's external CP, and a link of the service

        """
}
