import MANOModel

/// The same package with its descriptor in SOL006: what the two languages call things is in Docs/sol006.md.
extension NSTemplate {
    var dataFiles: [String: [UInt8]] {
        var files = files
        files["Definitions/\(name).yaml"] = Array(data.utf8)
        return files
    }

    private var data: String {
        """
        # The network service \(name), in SOL006 (the YANG model of SOL006 3.7.1, as YAML).
        nsd:
          nsd:
          # Give every version of the NSD an identifier of its own; the invariant one stays.
          - id: \(id)
            invariant-id: \(invariantID)
            designer: Example
            name: \(name)
            version: '1.0'
        \(vnfIDs)
            # A network. It is the service's own, or the operator's where its SAP is put on one.
            virtual-link-desc:
            - id: data
              description: Where the VNFs meet
              connectivity-type:
                layer-protocol: [ ipv4 ]
              df:
              - id: plain

            # Where clients come in: an instantiation says on which network (sapData).
            sapd:
            - id: access
              description: Towards the clients
              layer-protocol: [ ipv4 ]
              virtual-link-desc: data

            # A deployment flavour: which VNFs, how many of each, and what they are connected to.
            df:
            - id: default
        \(vnfs.isEmpty ? Self.hint : profiles)
              virtual-link-profile:
              - id: data
                virtual-link-desc-id: data
                flavour-id: plain
                # Mbps; 0 is no bound.
                max-bitrate-requirements: { root: 0 }
                min-bitrate-requirements: { root: 0 }
                virtual-link-protocol-data:
                  associated-layer-protocol: ipv4
                  l3-protocol-data:
                    ip-version: ipv4
                    cidr: 192.0.2.0/24

              # The sizes in which it can be instantiated.
              ns-instantiation-level:
              - id: small
                description: One of each
        \(levels)
              default-instantiation-level: small

        """
    }

    /// Each VNFD once.
    private var vnfIDs: String {
        var ids: [String] = []
        for vnf in vnfs where !ids.contains(vnf.vnfd.id) { ids.append(vnf.vnfd.id) }
        guard !ids.isEmpty else { return "" }
        return "    # The VNFDs that it uses; their packages are onboarded first.\n    vnfd-id:\n"
            + ids.map { "    - \(Self.quoted($0))\n" }.joined()
    }

    private var profiles: String {
        "      vnf-profile:\n"
            + vnfs.map { vnf in
                """
                      # Connect each of its CPs to a link.
                      - id: \(vnf.name)
                        vnfd-id: \(Self.quoted(vnf.vnfd.id))
                        flavour-id: \(Self.quoted(vnf.flavour.id))
                        instantiation-level: \(Self.quoted(vnf.flavour.defaultInstantiationLevelID))
                        min-number-of-instances: 1
                        max-number-of-instances: 1
                \(connectivity(vnf))
                """
            }.joined(separator: "\n")
    }

    private func connectivity(_ vnf: VNF) -> String {
        guard !vnf.connections.isEmpty else { return "" }
        let cps = vnf.connections.map { connection in
            """
                      - constituent-base-element-id: \(vnf.name)
                        constituent-cpd-id: \(Self.quoted(connection))

            """
        }
        return "        virtual-link-connectivity:\n"
            + cps.map { "        - virtual-link-profile-id: data\n          constituent-cpd-id:\n\($0)" }.joined()
    }

    private var levels: String {
        guard !vnfs.isEmpty else {
            return """
                        virtual-link-to-level-mapping:
                        - virtual-link-profile-id: data
                          root: 0

                """
        }
        return "        vnf-to-level-mapping:\n"
            + vnfs.map { "        - vnf-profile-id: \($0.name)\n          number-of-instances: 1\n" }.joined()
    }

    private static let hint = """
              # There is no VNF yet: `manifold new ns NAME --sol006 --vnf PACKAGE` writes one. Name its VNFD under `vnfd-id`
              # of the NSD, and add a profile such as
              #
              # vnf-profile:
              # - id: web
              #   vnfd-id: ...                  # of the VNFD
              #   flavour-id: default
              #   instantiation-level: small
              #   virtual-link-connectivity:
              #   - virtual-link-profile-id: data
              #     constituent-cpd-id:
              #     - constituent-base-element-id: web
              #       constituent-cpd-id: data  # the VNF's external CP

        """
}
