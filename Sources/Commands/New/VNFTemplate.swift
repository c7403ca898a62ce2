/// A VNF package to start from: one VDU that boots a disk of its own and has one interface to the outside.
struct VNFTemplate {
    var name: String
    var id: String

    var files: [String: [UInt8]] {
        [
            "TOSCA-Metadata/TOSCA.meta": Array(PackageParts.meta(name).utf8),
            "\(name).mf": Array(manifest.utf8),
            "Definitions/\(name).yaml": Array(definitions.utf8),
            "Files/user-data": Array(userData.utf8),
            "Files/images/\(name).qcow2": EmptyDisk.qcow2(),
        ]
    }

    private var manifest: String {
        """
        metadata:
          vnfd_id: \(id)
          vnf_product_name: \(name)
          vnf_provider_id: Example
          vnf_software_version: '1.0'
          vnf_package_version: '1.0'
          vnf_release_date_time: 2026-01-01T00:00:00Z
          vnfm_info: etsivnfm:v3.7.1
          compatible_specification_versions: 3.7.1

        """
    }

    private var userData: String {
        """
        #cloud-config
        # What the guest is told at its first boot. {{greeting}} is filled in from the VNFD's boot_data.
        write_files:
          - path: /etc/motd
            content: "{{greeting}}\\n"

        """
    }

    private var definitions: String {
        """
        tosca_definitions_version: tosca_simple_yaml_1_3
        description: The VNF \(name).

        # The types of the standard (SOL001 3.7.1); Manifold has them, they need not be in the package.
        imports:
          - etsi_nfv_sol001_vnfd_types.yaml

        # The VNF's own type: what a network service sees of it. Each requirement is a connection to the outside.
        node_types:
          example.\(name):
            derived_from: tosca.nodes.nfv.VNF
            requirements:
              - virtual_link_data:
                  capability: tosca.capabilities.nfv.VirtualLinkable
                  relationship: tosca.relationships.nfv.VirtualLinksTo
                  occurrences: [ 0, 1 ]

        topology_template:
          # What an instantiation may hand in (additionalParams).
          inputs:
            greeting:
              type: string
              description: What guests greet with
              default: hello

          substitution_mappings:
            node_type: example.\(name)
            requirements:
              virtual_link_data: [ data, virtual_link ]

          node_templates:
            \(name):
              type: example.\(name)
              properties:
                # Give every version of the VNFD an identifier of its own.
                descriptor_id: \(id)
                descriptor_version: '1.0'
                provider: Example
                product_name: \(name)
                software_version: '1.0'
                vnfm_info: [ 'etsivnfm:v3.7.1' ]
                flavour_id: default
                flavour_description: The only flavour
                # A guest that has failed is made anew.
                configurable_properties:
                  is_autoheal_enabled: true

            # A VDU is one kind of guest.
            guest:
              type: tosca.nodes.nfv.Vdu.Compute
              # How it is known that a guest is ready: agent, guest-agent, serial, tcp, or none.
              metadata:
                manifold.readiness: none
              properties:
                name: \(name)
                description: The guest
                # How many of it there may be.
                vdu_profile:
                  min_number_of_instances: 1
                  max_number_of_instances: 3
                boot_data:
                  content_or_file_data:
                    source_path: ../Files/user-data
                    data:
                      greeting: { get_input: greeting }
              capabilities:
                virtual_compute:
                  properties:
                    virtual_cpu:
                      num_virtual_cpu: 1
                      # For cores of its own:
                      # virtual_cpu_pinning: { virtual_cpu_pinning_policy: static }
                    virtual_memory:
                      virtual_mem_size: 512 MiB
                      # For huge pages:
                      # vdu_mem_requirements: { mem_page_size: 1GB }
              # A further disk: name it here, and add a node of type tosca.nodes.nfv.Vdu.VirtualBlockStorage.
              # requirements:
              #   - virtual_storage: disk
              artifacts:
                image:
                  type: tosca.artifacts.nfv.SwImage
                  # An empty disk: put your own in its place.
                  file: ../Files/images/\(name).qcow2
                  properties:
                    name: \(name)
                    version: '1.0'
                    # Packing fills in what it finds in the image file.
                    checksum:
                      algorithm: sha-256
                      hash: ${sha256:Files/images/\(name).qcow2}
                    container_format: bare
                    disk_format: qcow2
                    min_disk: 1 GiB
                    size: ${size:Files/images/\(name).qcow2} B

            # An interface of the guest; this one is connected to the outside by the mapping above.
            data:
              type: tosca.nodes.nfv.VduCp
              properties:
                description: Towards the clients
                order: 0
                vnic_type: normal
                layer_protocols: [ ipv4 ]
              requirements:
                - virtual_binding: guest

          policies:
            # The guests grow and shrink in steps of one, from 1 to 3.
            - scaling_aspects:
                type: tosca.policies.nfv.ScalingAspects
                properties:
                  aspects:
                    guests:
                      name: guests
                      description: How many guests share the work
                      max_scale_level: 2
                      step_deltas: [ one ]
            - initial_guests:
                type: tosca.policies.nfv.VduInitialDelta
                properties:
                  initial_delta: { number_of_instances: 1 }
                targets: [ guest ]
            - guests_of_a_step:
                type: tosca.policies.nfv.VduScalingAspectDeltas
                properties:
                  aspect: guests
                  deltas:
                    one: { number_of_instances: 1 }
                targets: [ guest ]
            # The sizes in which it can be instantiated.
            - levels:
                type: tosca.policies.nfv.InstantiationLevels
                properties:
                  levels:
                    small:
                      description: One guest
                      scale_info:
                        guests: { scale_level: 0 }
                    large:
                      description: Three guests
                      scale_info:
                        guests: { scale_level: 2 }
                  default_level: small

        """
    }
}
