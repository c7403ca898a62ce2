/// The same package with its descriptor in SOL006: what the two languages call things is in Docs/sol006.md.
extension VNFTemplate {
    var dataFiles: [String: [UInt8]] {
        var files = files
        files["Definitions/\(name).yaml"] = Array(data.utf8)
        // The guest's first boot is in the descriptor.
        files["Files/user-data"] = nil
        return files
    }

    private var data: String {
        """
        # The VNF \(name), in SOL006 (the YANG model of SOL006 3.7.1, as YAML).
        vnfd:
          # Give every version of the VNFD an identifier of its own.
          id: \(id)
          provider: Example
          product-name: \(name)
          software-version: '1.0'
          version: '1.0'
          vnfm-info: [ 'etsivnfm:v3.7.1' ]
          # A guest that has failed is made anew.
          configurable-properties:
            is-auto-heal-enabled: true

          # A VDU is one kind of guest.
          vdu:
          - id: guest
            name: \(name)
            description: The guest
            # Its interfaces. Kinds: normal, virtio, direct (SR-IOV), direct-physical, ...
            int-cpd:
            - id: data
              description: Towards the clients
              order: 0
              vnic-type: normal
              layer-protocol: [ ipv4 ]
            virtual-compute-desc: small
            # A further disk: name it here, and add it under virtual-storage-desc of the VNFD.
            # virtual-storage-desc: [ disk ]
            sw-image-desc: \(name)
            # What the guest is told at its first boot.
            boot-data: |
              #cloud-config
              write_files:
                - path: /etc/motd
                  content: "hello\\n"

          virtual-compute-desc:
          - id: small
            virtual-cpu:
              num-virtual-cpu: 1
              # For cores of its own:
              # pinning: { policy: static }
            virtual-memory:
              # GB, in tenths.
              size: 0.5

          sw-image-desc:
          - id: \(name)
            name: \(name)
            version: '1.0'
            # Packing fills in what it finds in the image file.
            checksum:
              algorithm: sha-256
              hash: ${sha256:Files/images/\(name).qcow2}
            container-format: bare
            disk-format: qcow2
            # GB, rounded up.
            min-disk: 1
            size: 1
            # An empty disk: put your own in its place. The path begins at the package's root; a URL does as well.
            image: Files/images/\(name).qcow2

          # What a network service sees of it: connections to the outside, each an interface of a VDU.
          ext-cpd:
          - id: data
            int-cpd:
              vdu-id: guest
              cpd: data
            layer-protocol: [ ipv4 ]

          # A deployment flavour: how many guests there may be, and in which sizes and steps.
          df:
          - id: default
            description: The only flavour
            vdu-profile:
            - id: guest
              min-number-of-instances: 1
              max-number-of-instances: 3
              # The model of the standard wants these to be said: how long before maintenance, and what snapshots take.
              nfvi-maintenance-info:
                impact-notification-lead-time: 0
            lcm-operations-configuration:
              create-snapshot-vnf-op-config:
                parameter:
                - key: none
                  value: ''
              revert-to-snapshot-vnf-op-config:
                parameter:
                - key: none
                  value: ''
            instantiation-level:
            - id: small
              description: One guest
              vdu-level:
              - vdu-id: guest
                number-of-instances: 1
              scaling-info:
              - scaling-aspect-id: guests
                scale-level: 0
            - id: large
              description: Three guests
              vdu-level:
              - vdu-id: guest
                number-of-instances: 3
              scaling-info:
              - scaling-aspect-id: guests
                scale-level: 2
            default-instantiation-level: small
            scaling-aspect:
            - id: guests
              name: guests
              description: How many guests share the work
              max-scale-level: 2
              aspect-delta-details:
                deltas:
                - id: one
                  vdu-delta:
                  - id: guest
                    number-of-instances: 1
                step-deltas: one

        """
    }
}
