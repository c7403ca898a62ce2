/// Where one VNFC goes.
package struct Placement: Sendable, Codable, Equatable {
    package var hostID: Identifier<Host>
    /// By cell of the guest, or by host node where a guest without cells was split; empty for one that floats.
    package var cells: [Cell]
    /// Host CPUs of the emulator's threads where they are its own.
    package var emulatorCPUs: [Int]
    /// Host CPUs that nobody may use because of the thread policy.
    package var idleCPUs: [Int]
    /// In the order of the demand's.
    package var functions: [Function]
    /// PCI addresses, in the order of the demand's devices, each as many as were asked for.
    package var devices: [[String]]

    /// The part of the guest that is on one host node.
    package struct Cell: Sendable, Codable, Equatable {
        package var node: Int
        package var vCPUs: Int
        /// By vCPU where they are dedicated; otherwise empty.
        package var cpus: [Int]
        /// Bytes, in whole pages.
        package var memory: Int64
        /// KiB; nil: normal pages.
        package var pageSize: Int?

        package init(node: Int, vCPUs: Int, cpus: [Int] = [], memory: Int64, pageSize: Int? = nil) {
            self.node = node
            self.vCPUs = vCPUs
            self.cpus = cpus
            self.memory = memory
            self.pageSize = pageSize
        }
    }

    /// A network function that is handed to the guest.
    package struct Function: Sendable, Codable, Equatable {
        /// Of the `FunctionDemand`.
        package var id: String
        /// The physical function's interface.
        package var interface: String
        /// Of the VF, or of the PF where it is taken as a whole (of an interface that isn't on PCI, its name); what claims on
        /// a vDPA device name; empty for a macvtap beside others.
        package var pciAddress: String
        /// Addresses of VFs that nobody may use: those of a PF that is taken as a whole, and the one that a vDPA device is
        /// made of.
        package var blocked: [String]
        /// Mbit/s.
        package var bandwidth: Int64

        package init(id: String, interface: String, pciAddress: String, blocked: [String] = [], bandwidth: Int64) {
            self.id = id
            self.interface = interface
            self.pciAddress = pciAddress
            self.blocked = blocked
            self.bandwidth = bandwidth
        }
    }

    package init(
        hostID: Identifier<Host>, cells: [Cell] = [], emulatorCPUs: [Int] = [], idleCPUs: [Int] = [],
        functions: [Function] = [], devices: [[String]] = []
    ) {
        self.hostID = hostID
        self.cells = cells
        self.emulatorCPUs = emulatorCPUs
        self.idleCPUs = idleCPUs
        self.functions = functions
        self.devices = devices
    }

    /// Host CPUs by vCPU where they are dedicated; otherwise empty.
    package var cores: [Int] { cells.flatMap(\.cpus) }
}
