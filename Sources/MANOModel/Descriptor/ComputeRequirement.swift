/// A requirement on a VDU's machine that Manifold knows by its key. SOL001 leaves the keys of `vdu_cpu_requirements` and
/// `compute_requirements` (SOL001 6.2.3, 6.8.10) to conventions: these are OpenStack's extra specs and image properties,
/// with and without their prefix, and Open Source MANO's.
package enum ComputeRequirement: String, Sendable, CaseIterable {
    case cpuPolicy = "cpu_policy"
    case threadPolicy = "cpu_thread_policy"
    case emulatorThreads = "emulator_threads_policy"
    case sockets = "cpu_sockets"
    case cores = "cpu_cores"
    case threads = "cpu_threads"
    case firmware = "firmware_type"
    case secureBoot = "secure_boot"
    case watchdog = "watchdog_action"
    case random = "rng_model"
    case diskBus = "disk_bus"
    case discBus = "cdrom_bus"
    case ioThreads = "io_threads"

    /// How descriptors spell the key.
    package var keys: [String] {
        switch self {
        case .threadPolicy: ["hw:\(rawValue)", rawValue, "thread-policy"]
        case .firmware, .watchdog, .diskBus, .discBus: ["hw:\(rawValue)", "hw_\(rawValue)", rawValue]
        case .secureBoot: ["os:\(rawValue)", "os_\(rawValue)", rawValue]
        case .random: ["hw_\(rawValue)", rawValue]
        case .cpuPolicy, .emulatorThreads, .sockets, .cores, .threads, .ioThreads:
            ["hw:\(rawValue)", rawValue]
        }
    }

    /// The maps of a VDU where it is read, by their names in `VirtualCompute`.
    package var maps: [String] {
        switch self {
        case .firmware, .secureBoot, .watchdog, .random, .diskBus, .discBus, .ioThreads: ["computeRequirements"]
        case .cpuPolicy, .threadPolicy, .emulatorThreads, .sockets, .cores, .threads:
            ["cpuRequirements", "computeRequirements"]
        }
    }

    /// What it can be, in small letters; nil: a whole number from 1.
    package var values: [String]? {
        switch self {
        case .cpuPolicy: ["dedicated", "shared"]
        case .threadPolicy: ["prefer", "isolate", "require"]
        case .emulatorThreads: ["isolate", "share"]
        case .sockets, .cores, .threads, .ioThreads: nil
        case .firmware: ["bios", "uefi"]
        case .secureBoot: ["required", "optional", "disabled"]
        case .watchdog: ["disabled", "reset", "poweroff", "pause"]
        case .random: ["virtio"]
        case .diskBus: GuestDisk.Bus.allCases.map(\.rawValue)
        case .discBus: GuestDisk.Bus.allCases.filter { $0 != .virtio }.map(\.rawValue)
        }
    }

    package var effect: String {
        switch self {
        case .cpuPolicy:
            "`dedicated` gives the guest cores of its own, where no `virtual_cpu_pinning_policy` says otherwise"
        case .threadPolicy: "the threads of a pinned guest's cores: `prefer`, `isolate` or `require`"
        case .emulatorThreads: "`isolate` gives a pinned guest's emulator a CPU of its own, `share` one of the guest's"
        case .sockets, .cores, .threads: "the processors that the guest sees"
        case .firmware: "`bios`, or `uefi` on a host that has it, with variables of the guest's own"
        case .secureBoot: "`required` starts what is signed alone, by UEFI; with `optional` or `disabled` anything"
        case .watchdog: "what a watchdog (i6300esb) does that isn't fed: `reset`, `poweroff` or `pause`"
        case .random: "`virtio` gives the guest random numbers of the host"
        case .diskBus: "the bus of the guest's disks: `virtio` (without it), `scsi` (virtio-scsi), `sata` or `ide`"
        case .discBus: "the bus of its CD-ROMs: `sata` (without it), `scsi` or `ide`"
        case .ioThreads: "so many threads of the emulator (1 to 16) for disks on virtio and scsi alone"
        }
    }
}

extension VirtualCompute {
    /// The value of a requirement in small letters, where it is one that it can have.
    package func value(of requirement: ComputeRequirement) -> String? {
        for map in requirement.maps.count > 1 ? [cpuRequirements, computeRequirements] : [computeRequirements] {
            for key in requirement.keys {
                guard let value = map[key]?.lowercased(), requirement.values?.contains(value) ?? true else { continue }
                return value
            }
        }
        return nil
    }

    /// Threads for the disks' I/O; 0: the emulator's own.
    ///
    /// - Throws: `.unprocessable` where the descriptor's number is none, or too large.
    package func ioThreads(ofVDU vdu: String) throws(ManifoldError) -> Int {
        guard let text = value(of: .ioThreads) else { return 0 }
        guard let count = Int(text), (1...Self.mostIOThreads).contains(count) else {
            throw ManifoldError(
                .unprocessable, "\(ComputeRequirement.ioThreads.rawValue) of VDU \(vdu) is \(text)",
                remedy: "write a whole number from 1 to \(Self.mostIOThreads), or leave it out")
        }
        return count
    }

    /// More than a guest has use for: each disk is on one thread.
    private static let mostIOThreads = 16

    /// What the guest starts by.
    ///
    /// - Throws: `.unprocessable` where the descriptor wants signatures checked by a BIOS, which can't.
    package func firmware(ofVDU vdu: String) throws(ManifoldError) -> GuestSpec.Firmware {
        let wish = value(of: .firmware)
        guard value(of: .secureBoot) == "required" else { return wish == "uefi" ? .uefi : .bios }
        guard wish != "bios" else {
            throw ManifoldError(
                .unprocessable, "VDU \(vdu) asks for secure boot with a BIOS, which checks no signatures",
                remedy: "ask for firmware_type uefi, or leave secure_boot out")
        }
        return .secureBoot
    }

    /// Sockets, cores and threads as the guest sees them; nil where the descriptor says none. What isn't said follows:
    /// one thread, one core, as many sockets as that needs.
    ///
    /// - Throws: `.unprocessable` where they don't make the VDU's number of vCPUs.
    package func topology(ofVDU vdu: String) throws(ManifoldError) -> GuestSpec.Processor.Topology? {
        func number(_ requirement: ComputeRequirement) throws(ManifoldError) -> Int? {
            guard let text = value(of: requirement) else { return nil }
            guard let number = Int(text), number > 0 else {
                throw ManifoldError(
                    .unprocessable,
                    "\(requirement.rawValue) of VDU \(vdu) is \(text), which is no number of processors",
                    remedy: "write a whole number from 1")
            }
            return number
        }
        let (sockets, cores, threads) = (try number(.sockets), try number(.cores), try number(.threads))
        guard sockets != nil || cores != nil || threads != nil else { return nil }
        let known = [sockets, cores, threads].compactMap(\.self)
        let product = known.reduce((1, false)) { sum, number in
            let (next, overflow) = sum.0.multipliedReportingOverflow(by: number)
            return (next, sum.1 || overflow)
        }
        guard !product.1, virtualCPUs % product.0 == 0, known.count < 3 || product.0 == virtualCPUs else {
            throw ManifoldError(
                .unprocessable,
                "VDU \(vdu) has \(virtualCPUs) vCPUs, which \(sockets.map { "\($0) sockets, " } ?? "")"
                    + "\(cores.map { "\($0) cores, " } ?? "")\(threads.map { "\($0) threads, " } ?? "")don't make",
                remedy: "let cpu_sockets × cpu_cores × cpu_threads be num_virtual_cpu")
        }
        var rest = virtualCPUs / product.0
        var topology = GuestSpec.Processor.Topology(sockets: sockets ?? 0, cores: cores ?? 0, threads: threads ?? 0)
        // Most guests would rather have sockets than cores, and cores than threads, as OpenStack does.
        if sockets == nil { (topology.sockets, rest) = (rest, 1) }
        if cores == nil { (topology.cores, rest) = (rest, 1) }
        if threads == nil { topology.threads = rest }
        return topology
    }
}
