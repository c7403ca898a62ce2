/// What neither the rules' examples nor the repository's packages have.
enum SeedTexts {
    /// Every function, relationships, repositories, filters, capabilities that are named, and what is copied.
    static let functions = """
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports: [ etsi_nfv_sol001_vnfd_types.yaml ]
        repositories: { files: http://files.example/, more: { url: http://more.example } }
        data_types:
          sample.When: { derived_from: tosca.datatypes.Root, properties: { at: { type: timestamp }, in: { type: version } } }
        capability_types:
          sample.Port: { derived_from: tosca.capabilities.Root, properties: { number: { type: integer, default: 80 } } }
        relationship_types:
          sample.Uses: { derived_from: tosca.relationships.DependsOn, properties: { weight: { type: float, required: false } } }
        node_types:
          sample.Box:
            derived_from: tosca.nodes.Root
            attributes: { state: { type: string } }
            properties:
              size: { type: scalar-unit.size, constraints: [ in_range: [ 1 MB, 1 GB ] ] }
              when: { type: sample.When, required: false }
              name: { type: string, constraints: [ pattern: '[a-z]{1,8}', min_length: 2 ] }
              ports: { type: map, entry_schema: { type: range }, required: false }
            capabilities: { port: { type: sample.Port, occurrences: [ 0, 2 ], valid_source_types: [ sample.Box ] } }
            requirements:
              - host: { capability: sample.Port, node: sample.Box, relationship: sample.Uses, occurrences: [ 0, 1 ],
                  node_filter: { properties: [ size: { greater_than: 2 MB } ],
                    capabilities: [ port: { properties: [ number: { in_range: [ 1, 100 ] } ] } ] } }
            artifacts: { readme: { type: tosca.artifacts.File, file: readme.txt } }
        topology_template:
          inputs: { given: { type: string, default: ab }, open: { type: list, entry_schema: string, default: [ x, yz ] } }
          substitution_mappings:
            node_type: tosca.nodes.nfv.VNF
            properties: { flavour_id: f, provider: [ given ] }
            capabilities: { port: [ one, port ] }
          relationship_templates:
            uses: { type: sample.Uses, properties: { weight: 0.5 } }
            copied: { copy: uses }
          node_templates:
            vnf:
              type: tosca.nodes.nfv.VNF
              properties: { provider: { concat: [ { get_input: given }, '-', { token: [ 'a:b', ':', 1 ] } ] },
                product_name: { join: [ [ a, { get_input: [ open, 1 ] } ], '.' ] } }
            one:
              type: sample.Box
              properties: { size: 4 MB, name: { get_input: given }, when: { at: 2026-01-31T12:00:00.5+01:00, in: 1.2.3.beta-4 },
                ports: { a: [ 1, 5 ], b: [ 2, UNBOUNDED ] } }
              capabilities: { port: { properties: { number: 22 } } }
            two:
              type: sample.Box
              properties: { size: { get_property: [ HOST, size ] }, name: { get_property: [ one, name ] } }
              requirements: [ host: { node: one, capability: port, relationship: uses } ]
              artifacts: { other: { type: tosca.artifacts.File, file: { get_artifact: [ SELF, readme ] }, repository: more } }
            three: { copy: two, properties: { size: { get_property: [ SELF, host, size ] }, name: cc } }
          outputs: { state: { value: { get_attribute: [ one, state ] } } }

        """

    /// A top template, and two that it selects between.
    static let flavours = [
        (
            "sample.yaml",
            """
            tosca_definitions_version: tosca_simple_yaml_1_3
            imports: [ etsi_nfv_sol001_vnfd_types.yaml, small.yaml, { file: large.yaml, namespace_prefix: l } ]
            topology_template:
              inputs: { flavour: { type: string, default: small } }
              node_templates:
                vnf:
                  type: tosca.nodes.nfv.VNF
                  properties: { descriptor_id: x, descriptor_version: '1', provider: x, product_name: x,
                    software_version: '1', vnfm_info: [ '0:x' ], flavour_id: { get_input: flavour }, flavour_description: x }

            """
        ),
        ("small.yaml", flavour("properties: { flavour_id: small }")),
        ("large.yaml", flavour("substitution_filter: { properties: [ flavour_id: { equal: large } ] }")),
    ]

    private static func flavour(_ selection: String) -> String {
        """
        tosca_definitions_version: tosca_simple_yaml_1_3
        imports: [ etsi_nfv_sol001_vnfd_types.yaml ]
        topology_template:
          substitution_mappings:
            node_type: tosca.nodes.nfv.VNF
            \(selection)
          node_templates:
            vdu: { type: tosca.nodes.nfv.Vdu.Compute, properties: { name: a, description: b,
              vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 2 } } }

        """
    }

    /// Heads of images, by the format that they are of.
    static let images: [(format: String, bytes: [UInt8])] = {
        func padded(_ bytes: [UInt8], to count: Int) -> [UInt8] {
            bytes + Array(repeating: 0, count: count - bytes.count)
        }
        let qcow2: [UInt8] = [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3]
        let backing = qcow2 + [0, 0, 0, 0, 0, 0, 0, 104, 0, 0, 0, 4]
        let data = padded(padded(qcow2, to: 79) + [4], to: 103) + [104]
        let vmdk = padded(Array("KDMV".utf8), to: 28) + [1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]
        let vhd = padded(padded(Array("conectix".utf8), to: 63) + [4], to: 512)
        let vdi = padded(padded([], to: 64) + [0x7F, 0x10, 0xDA, 0xBE], to: 76) + [4, 0, 0, 0]
        return [
            ("qcow2", padded(backing, to: 104) + Array("base".utf8)),
            ("qcow2", padded(data, to: 104) + Array("DATA".utf8) + [0, 0, 0, 4] + Array("file".utf8)),
            ("vmdk", padded(vmdk, to: 512) + Array("# Disk DescriptorFile\nparentFileNameHint=\"base\"\n".utf8)),
            ("vhd", vhd), ("vdi", padded(vdi, to: 512)), ("vhdx", Array("vhdxfile".utf8)),
            ("iso", padded(padded([], to: 32769) + Array("CD001".utf8), to: 32800)), ("raw", [0x1F, 0x8B, 8]),
        ]
    }()

    /// A certificate, whose key is gone, and its signature of the sample package's script.
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBdTCCARugAwIBAgIUNNltB/bYs18rLCTIMyLyuVRaJE8wCgYIKoZIzj0EAwIw
        DzENMAsGA1UEAwwEU2VlZDAgFw0yNjExMjMwMDI3NTJaGA8yMTI2MTAzMDAwMjc1
        MlowDzENMAsGA1UEAwwEU2VlZDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOWO
        xtGpkhGNYHJnniUcc+LXEr7tEQZwF9sD9fYy5GSDymBR+0l6ncIRCJC2jDiyWaxX
        Y9yi3bx7C5Ha8f83W+GjUzBRMB0GA1UdDgQWBBQW6VrzNRN/NtKZyHqV37t6DyS9
        PjAfBgNVHSMEGDAWgBQW6VrzNRN/NtKZyHqV37t6DyS9PjAPBgNVHRMBAf8EBTAD
        AQH/MAoGCCqGSM49BAMCA0gAMEUCICbh75MJaEUSORzK9Tcv4ILuLTAfSGjwE8z5
        98rqZkLWAiEA73ueWIbisOJLG59cWA4PFjcF5oF3dID/yTbDLXjlroA=
        -----END CERTIFICATE-----

        """
    static let signature = """
        -----BEGIN CMS-----
        MIICrwYJKoZIhvcNAQcCoIICoDCCApwCAQExDTALBglghkgBZQMEAgEwCwYJKoZI
        hvcNAQcBoIIBeTCCAXUwggEboAMCAQICFDTZbQf22LNfKywkyDMi8rlUWiRPMAoG
        CCqGSM49BAMCMA8xDTALBgNVBAMMBFNlZWQwIBcNMjYxMTIzMDAyNzUyWhgPMjEy
        NjEwMzAwMDI3NTJaMA8xDTALBgNVBAMMBFNlZWQwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAATljsbRqZIRjWByZ54lHHPi1xK+7REGcBfbA/X2MuRkg8pgUftJep3C
        EQiQtow4slmsV2Pcot28ewuR2vH/N1vho1MwUTAdBgNVHQ4EFgQUFula8zUTfzbS
        mch6ld+7eg8kvT4wHwYDVR0jBBgwFoAUFula8zUTfzbSmch6ld+7eg8kvT4wDwYD
        VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAm4e+TCWhFEjkcyvU3L+CC
        7i0wH0ho8BPM+ffK6mZC1gIhAO97nliG4rDiSxufXFgODxY3BeaBd3SA/8k2wy14
        5a6AMYH9MIH6AgEBMCcwDzENMAsGA1UEAwwEU2VlZAIUNNltB/bYs18rLCTIMyLy
        uVRaJE8wCwYJYIZIAWUDBAIBoGkwGAYJKoZIhvcNAQkDMQsGCSqGSIb3DQEHATAc
        BgkqhkiG9w0BCQUxDxcNMjYxMTIzMDAyNzUyWjAvBgkqhkiG9w0BCQQxIgQgqAdt
        PSjSHgIBKyDq99v3VAmmJ3E0Q5Al8oLjaOMwWr8wCgYIKoZIzj0EAwIESDBGAiEA
        8fHqQi8gRhiLi2Nse7oNo08NBhO0YHmzOT9Vk9IazyICIQCXrkcIVm5uXKUKJ5tj
        YUaNfO3MDwJ1lvt74xpYq9Vsog==
        -----END CMS-----

        """
}
