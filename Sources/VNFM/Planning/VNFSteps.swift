import Infrastructure
package import MANOModel
package import Operations
import Planner

/// The steps that make and take away VNFCs.
package struct VNFSteps: Sendable {
    private let instance: VNFInstance
    private let target: InstantiatedVNF
    private let package: VNFPackage
    private let flavour: DeploymentFlavour
    private let imageFolder: String
    private let hosts: [Identifier<Host>: Host]

    /// - Parameter imageFolder: where the manager's store keeps images, named by their SHA-256.
    package init(
        instance: VNFInstance, target: InstantiatedVNF, package: VNFPackage, flavour: DeploymentFlavour,
        imageFolder: String,
        hosts: [Host]
    ) {
        self.instance = instance
        self.target = target
        self.package = package
        self.flavour = flavour
        self.imageFolder = imageFolder
        self.hosts = Dictionary(hosts.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Makes them, side by side.
    package func create(_ vnfcs: [VNFC], after: [Identifier<VNFC>: [String]] = [:]) throws -> [StepDraft] {
        var drafts: [StepDraft] = []
        for vnfc in vnfcs { try append(vnfc, after: after[vnfc.id] ?? [], to: &drafts) }
        return drafts
    }

    /// Takes them away, side by side.
    package func remove(_ vnfcs: [VNFC], grace: Double?) throws -> [StepDraft] {
        try vnfcs.flatMap { vnfc in
            try [removeGuest(vnfc, grace: grace, keepsLogs: false), removeVolumes(vnfc), detachPorts(vnfc)]
        }
    }

    /// Makes them anew with all their names, addresses and ports. The ports go in between: Open vSwitch hears nothing from a
    /// tap that was made again under a port that it had before.
    package func rebuild(_ vnfcs: [VNFC]) throws -> [StepDraft] {
        var drafts: [StepDraft] = []
        var after: [Identifier<VNFC>: [String]] = [:]
        for vnfc in vnfcs {
            drafts += try [removeGuest(vnfc, grace: nil, keepsLogs: true), removeVolumes(vnfc), detachPorts(vnfc)]
            after[vnfc.id] = ["remove-volumes/\(vnfc.id)", "detach/\(vnfc.id)"]
        }
        return try drafts + create(vnfcs, after: after)
    }

    /// Makes them at the places that they have now. Where the host that they leave can be asked, they are taken away there
    /// first; disks stay where both hosts have them.
    package func relocate(
        _ vnfcs: [VNFC], from: Identifier<Host>, after uplinks: [String] = []
    ) throws -> [StepDraft] {
        guard let source = hosts[from], !source.isFenced else {
            return try create(vnfcs, after: Dictionary(vnfcs.map { ($0.id, uplinks) }) { first, _ in first })
        }
        var drafts: [StepDraft] = []
        var after: [Identifier<VNFC>: [String]] = [:]
        for vnfc in vnfcs {
            var old = vnfc
            old.hostID = from
            // What was a port there may be a function here.
            for index in old.connectionPoints.indices { old.connectionPoints[index].leaveHost() }
            let keepsDisks = hosts[vnfc.hostID].map(source.sharesStorage) ?? false
            drafts.append(try removeGuest(old, grace: nil, keepsLogs: false))
            if !keepsDisks { drafts.append(try removeVolumes(old)) }
            drafts.append(try detachPorts(old))
            after[vnfc.id] = uplinks + (keepsDisks ? [] : ["remove-volumes/\(vnfc.id)"]) + ["detach/\(vnfc.id)"]
        }
        return try drafts + create(vnfcs, after: after)
    }

    private func title(_ vnfc: VNFC) -> String { instance.title(vdu: vnfc.vduID, index: vnfc.index, flavour: flavour) }

    private func host(_ vnfc: VNFC) -> String { "on host \(hosts[vnfc.hostID]?.name ?? vnfc.hostID.rawValue)" }

    private func draft(
        _ key: String, after: [String] = [], _ kind: String, _ title: String, _ vnfc: VNFC, _ payload: some HostPayload,
        timeLimit: Double = 60
    ) throws -> StepDraft {
        StepDraft(
            key: key, dependsOn: after, kind: kind, title: "\(title) \(host(vnfc))", resourceID: vnfc.id.rawValue,
            payload: try JSONValue(encoding: payload), timeLimit: timeLimit)
    }

    private func append(_ vnfc: VNFC, after: [String], to drafts: inout [StepDraft]) throws {
        let vdu = try vdu(vnfc)
        var guestNeeds = after + (try addVolumes(vnfc, after: after, &drafts))
        let (boot, drive) = try addBoot(vnfc, vdu, after: after, needs: &guestNeeds, &drafts)
        guestNeeds += try addDiscs(vnfc, vdu, &drafts) + addPorts(vnfc, after: after, &drafts)
        try addGuest(vnfc, vdu, boot, drive, after: guestNeeds, &drafts)
    }

    /// Brings a guest from the place that it has to another one: its disks and ports are made there first.
    ///
    /// - Parameter isLive: while it runs; else it is stopped, and started there with its disks.
    package func move(_ old: VNFC, to new: VNFC, isLive: Bool, after: [String]) throws -> [StepDraft] {
        var drafts: [StepDraft] = []
        let vdu = try vdu(new)
        let sharesDisks = sharesDisks(old.hostID, new.hostID)
        var needs = after
        if isLive, !sharesDisks { needs += try addVolumes(new, after: after, &drafts) }
        var boot = GuestSpec.Boot.disk
        var drive: String? = ExternalName.make(kind: "drive", owner: new.id.rawValue)
        if !sharesDisks || new.volumes.isEmpty {
            (boot, drive) = try addBoot(new, vdu, after: after, needs: &needs, &drafts)
        }
        needs += try addDiscs(new, vdu, &drafts) + addPorts(new, after: after, &drafts)
        let before = try guest(old, vdu, boot, drive)
        guard !isLive else {
            drafts.append(
                try draft(
                    "move/\(new.id)", after: needs, StepKind.moveGuest,
                    "move guest \(title(new)), running,", new,
                    Payloads.Move(
                        hostID: new.hostID, sourceID: old.hostID, guest: before, moved: guest(new, vdu, boot, drive)),
                    timeLimit: 3600))
            return drafts
        }
        // Images come before the guest stops: they take longest.
        for hash in Set(new.volumes.compactMap(\.imageHash)).sorted() where !sharesDisks {
            needs.append(try imageStep(hash, new, &drafts))
        }
        let halt = "halt/\(new.id)"
        drafts.append(
            try draft(
                halt, after: needs, StepKind.haltGuest, "stop guest \(title(old))", old,
                Payloads.Halt(hostID: old.hostID, guest: before, grace: Self.grace), timeLimit: 60 + Self.grace))
        var copies = [halt]
        for (number, volume) in new.volumes.enumerated() where !sharesDisks {
            let key = "copy/\(new.id)/\(number)"
            drafts.append(
                try draft(
                    key, after: [halt], StepKind.copyVolume, "copy a disk of \(title(new))", new,
                    Payloads.VolumeCopy(hostID: new.hostID, sourceID: old.hostID, volume: volumeSpec(volume, new)),
                    timeLimit: 3600))
            copies.append(key)
        }
        try addGuest(new, vdu, boot, drive, after: copies, &drafts)
        return drafts
    }

    /// Takes away what is left of guests that have moved.
    package func leave(_ old: [VNFC], to new: [VNFC]) throws -> [StepDraft] {
        try old.flatMap { vnfc in
            let target = new.first { $0.id == vnfc.id }
            let keepsDisks = target.map { sharesDisks(vnfc.hostID, $0.hostID) } ?? false
            return try [removeGuest(vnfc, grace: nil, keepsLogs: false)] + (keepsDisks ? [] : [removeVolumes(vnfc)]) + [
                detachPorts(vnfc)
            ]
        }
    }

    /// Seconds that a guest has to shut down by itself before it is started elsewhere.
    private static let grace = 20.0

    private func sharesDisks(_ one: Identifier<Host>, _ other: Identifier<Host>) -> Bool {
        guard let one = hosts[one], let other = hosts[other] else { return false }
        return one.sharesStorage(with: other)
    }

    private func vdu(_ vnfc: VNFC) throws -> VDU {
        guard let vdu = flavour.vdu(vnfc.vduID) else {
            throw ManifoldError(.internal, "VDU \(vnfc.vduID) is not in flavour \(flavour.id) any more")
        }
        return vdu
    }

    private func volumeSpec(_ volume: VNFC.Volume, _ vnfc: VNFC) -> VolumeSpec {
        VolumeSpec(
            name: volume.name, owner: vnfc.id.rawValue, size: volume.size, imageHash: volume.imageHash,
            imageFormat: volume.imageHash.flatMap(source)?.format)
    }

    private func addVolumes(_ vnfc: VNFC, after: [String], _ drafts: inout [StepDraft]) throws -> [String] {
        var keys: [String] = []
        for (number, volume) in vnfc.volumes.enumerated() {
            let key = "volume/\(vnfc.id)/\(number)"
            let image = try volume.imageHash.map { try imageStep($0, vnfc, &drafts) }
            drafts.append(
                try draft(
                    key, after: after + [image].compactMap { $0 }, StepKind.createVolume,
                    "make a disk for \(title(vnfc))", vnfc,
                    Payloads.Volume(hostID: vnfc.hostID, volume: volumeSpec(volume, vnfc))))
            keys.append(key)
        }
        return keys
    }

    private func addDiscs(_ vnfc: VNFC, _ vdu: VDU, _ drafts: inout [StepDraft]) throws -> [String] {
        let discs = try discs(of: vdu)
        return try (discs.boot + discs.others).map { try imageStep($0, vnfc, &drafts) }
    }

    /// The hashes of the images that its guests have as CD-ROMs.
    private func discs(of vdu: VDU) throws -> (boot: [String], others: [String]) {
        func hash(_ image: SoftwareImage) throws -> String {
            guard let hash = package.imageHashes[image.location] else {
                throw ManifoldError(.internal, "image \(image.id) of package \(package.id) is not in the store")
            }
            return hash
        }
        let discs = flavour.discs(of: vdu)
        return (try discs.boot.map { [try hash($0)] } ?? [], try discs.others.map(hash))
    }

    private func addBoot(
        _ vnfc: VNFC, _ vdu: VDU, after: [String], needs: inout [String], _ drafts: inout [StepDraft]
    ) throws -> (GuestSpec.Boot, drive: String?) {
        if vnfc.volumes.isEmpty, let image = vdu.softwareImage, !image.isDisc,
            let hash = package.imageHashes[image.location]
        {
            needs.append(try imageStep(hash, vnfc, &drafts))
            return (.kernel(imageHash: hash, arguments: "console=ttyS0 instance=\(vnfc.id)"), nil)
        }
        let data = try configDrive(vnfc, vdu)
        drafts.append(
            try draft(
                "drive/\(vnfc.id)", after: after, StepKind.createConfigDrive,
                "make a config drive for \(title(vnfc))", vnfc,
                Payloads.ConfigDrive(hostID: vnfc.hostID, drive: data)))
        needs.append("drive/\(vnfc.id)")
        return (.disk, data.name)
    }

    private func addPorts(_ vnfc: VNFC, after: [String], _ drafts: inout [StepDraft]) throws -> [String] {
        let ports = target.ports(of: vnfc)
        guard !ports.isEmpty else { return [] }
        drafts.append(
            try draft(
                "ports/\(vnfc.id)", after: after, StepKind.attachPorts, "add the ports of \(title(vnfc))", vnfc,
                Payloads.Ports(hostID: vnfc.hostID, ports: ports)))
        return ["ports/\(vnfc.id)"]
    }

    private func addGuest(
        _ vnfc: VNFC, _ vdu: VDU, _ boot: GuestSpec.Boot, _ drive: String?, after: [String],
        _ drafts: inout [StepDraft]
    ) throws {
        let guest = Payloads.Guest(hostID: vnfc.hostID, guest: try guest(vnfc, vdu, boot, drive))
        drafts.append(
            try draft(
                "guest/\(vnfc.id)", after: after, StepKind.startGuest, "start guest \(title(vnfc))", vnfc, guest,
                timeLimit: 120))
        if vdu.readiness.probe != .none {
            drafts.append(
                try draft(
                    "ready/\(vnfc.id)", after: ["guest/\(vnfc.id)"], StepKind.awaitReady,
                    "wait until \(title(vnfc)) is ready", vnfc,
                    guest, timeLimit: vdu.readiness.timeout + 5))
        }
    }

    private func imageStep(_ hash: String, _ vnfc: VNFC, _ drafts: inout [StepDraft]) throws -> String {
        let key = "image/\(vnfc.hostID)/\(hash)"
        guard !drafts.contains(where: { $0.key == key }) else { return key }
        guard let image = source(hash) else {
            throw ManifoldError(.internal, "no image of package \(package.id) has the hash \(hash)")
        }
        drafts.append(
            try draft(
                key, StepKind.ensureImage, "have image \(hash.prefix(12))", vnfc,
                Payloads.Image(hostID: vnfc.hostID, image: image),
                timeLimit: 600))
        return key
    }

    private func source(_ hash: String) -> ImageSource? {
        let images = flavour.vdus.compactMap(\.softwareImage) + flavour.virtualStorages.compactMap(\.softwareImage)
        guard let image = images.first(where: { package.imageHashes[$0.location] == hash }) else { return nil }
        return ImageSource(
            hash: hash, path: "\(imageFolder)/\(hash)", format: image.diskFormat == "aki" ? "kernel" : image.diskFormat,
            size: Int64(image.sizeBytes))
    }

    private func guest(_ vnfc: VNFC, _ vdu: VDU, _ boot: GuestSpec.Boot, _ drive: String?) throws -> GuestSpec {
        let cps = Dictionary(flavour.cps(ofVDU: vdu.id).map { ($0.id, $0) }) { first, _ in first }
        let discs = try discs(of: vdu)
        let disks =
            discs.boot.map { GuestDisk(.disc(imageHash: $0), bus: vdu.discBus) }
            + vnfc.volumes.map {
                GuestDisk(.volume($0.name), bus: flavour.bus(ofVolume: $0.virtualStorageDescID, of: vdu))
            } + discs.others.map { GuestDisk(.disc(imageHash: $0), bus: vdu.discBus) }
        var guest = GuestSpec(
            name: vnfc.domainName, owner: vnfc.id.rawValue, title: title(vnfc), vCPUs: vnfc.vCPUs, memory: vnfc.memory,
            boot: boot, disks: disks, configDrive: drive,
            interfaces: try vnfc.connectionPoints.map { try interface($0, cps[$0.cpdID], of: vnfc) },
            readiness: vdu.readiness)
        guest.firmware = try vdu.compute.firmware(ofVDU: vdu.id)
        guest.watchdog = vdu.compute.value(of: .watchdog).flatMap(GuestSpec.WatchdogAction.init)
        guest.hasRandom = vdu.compute.value(of: .random) != nil
        guest.ioThreads = try vdu.compute.ioThreads(ofVDU: vdu.id)
        guest.processor.topology = try vdu.compute.topology(ofVDU: vdu.id)
        if let host = hosts[vnfc.hostID] {
            guest.processor.model = GuestSpec.Processor.Model(setting: host.guestCPUModel)
            // The others are traits.
            let needed = Set(vdu.compute.neededCapabilities.map { $0.lowercased() })
            guest.processor.features = (host.facts?.cpuFeatures ?? []).filter { needed.contains($0.lowercased()) }
        }
        guard let placement = vnfc.placement else { return guest }
        guest.cells = placement.cells
        guest.emulatorCPUs = placement.emulatorCPUs
        guest.devices = placement.devices.flatMap(\.self)
        // Whole pages, where the memory asked for doesn't fill them.
        if !placement.cells.isEmpty { guest.memory = placement.cells.reduce(0) { $0 + $1.memory } }
        guest.showsCells = placement.cells.count > 1
        guest.sharedCPUs = sharedCPUs(of: vnfc, placement)
        return guest
    }

    private func interface(_ point: ConnectionPoint, _ cp: VduCp?, of vnfc: VNFC) throws -> GuestInterface {
        let external = point.externalCPDID.flatMap { flavour.externalCp($0) }
        let model = cp?.model(exposedAs: external) ?? .virtio
        return GuestInterface(
            try point.attachment(on: hosts[vnfc.hostID]), macAddress: point.macAddress, model: model,
            queues: model == .virtio
                ? cp?.queues(vCPUs: vnfc.vCPUs, exposedAs: external, isVhostUser: point.socket != nil) ?? 1 : 1,
            mtu: point.mtu,
            // The host's kernel finishes what a guest leaves undone.
            offloads: cp?.offloads(exposedAs: external, unsaid: point.bridge != nil || point.macvtap != nil)
                ?? GuestInterface.Offloads(),
            isPacked: cp?.isPacked(exposedAs: external) ?? false, cpdID: point.cpdID, addresses: point.addresses)
    }

    /// Where the vCPUs of a guest without CPUs of its own run: on the CPUs of its nodes that guests share; empty where
    /// the host keeps none apart.
    private func sharedCPUs(of vnfc: VNFC, _ placement: Placement) -> [Int] {
        guard placement.cores.isEmpty, let host = hosts[vnfc.hostID], let facts = host.facts else { return [] }
        let capacity = HostCapacity(host: host, claims: [])
        let nodes = facts.numaNodes.filter { node in
            placement.cells.isEmpty || placement.cells.contains { $0.node == node.id }
        }
        let shared = nodes.flatMap { capacity.shareable($0).map(\.id) }
        return shared.count == facts.cores ? [] : shared.sorted()
    }

    private func configDrive(_ vnfc: VNFC, _ vdu: VDU) throws -> ConfigDriveData {
        var inputs: [String: String] = [:]
        for input in flavour.inputs {
            if let text = input.defaultValue?.text { inputs[input.name] = text }
        }
        for (name, value) in target.additionalParameters {
            if let text = value.text { inputs[name] = text }
        }
        return ConfigDriveData(
            name: ExternalName.make(kind: "drive", owner: vnfc.id.rawValue), owner: vnfc.id.rawValue,
            hostName: Self.label(title(vnfc), limit: 63), userData: vdu.bootData?.userData(inputs: inputs),
            interfaces: vnfc.connectionPoints.map { point in
                .init(
                    name: Self.label(point.cpdID, limit: 15), macAddress: point.macAddress, addresses: point.addresses,
                    gateway: point.gateway, mtu: point.mtu)
            })
    }

    /// - Parameter keepsLogs: it is made anew, and what it said before tells why.
    private func removeGuest(_ vnfc: VNFC, grace: Double?, keepsLogs: Bool) throws -> StepDraft {
        try draft(
            "remove-guest/\(vnfc.id)", StepKind.removeGuest, "remove guest \(title(vnfc))", vnfc,
            Payloads.GuestRemoval(
                hostID: vnfc.hostID, name: vnfc.domainName, grace: grace, keepsLogs: keepsLogs ? true : nil),
            timeLimit: 60 + (grace ?? 0))
    }

    private func removeVolumes(_ vnfc: VNFC) throws -> StepDraft {
        let names = vnfc.volumes.map(\.name) + [ExternalName.make(kind: "drive", owner: vnfc.id.rawValue)]
        return try draft(
            "remove-volumes/\(vnfc.id)", after: ["remove-guest/\(vnfc.id)"], StepKind.removeVolumes,
            "remove the disks of \(title(vnfc))",
            vnfc, Payloads.Removal(hostID: vnfc.hostID, names: names))
    }

    private func detachPorts(_ vnfc: VNFC) throws -> StepDraft {
        try draft(
            "detach/\(vnfc.id)", after: ["remove-guest/\(vnfc.id)"], StepKind.detachPorts,
            "remove the ports of \(title(vnfc))", vnfc,
            Payloads.Removal(hostID: vnfc.hostID, names: vnfc.connectionPoints.filter(\.isSwitchPort).map(\.portName)))
    }

    /// Letters, digits and hyphens: what a host or an interface can be called.
    static func label(_ text: String, limit: Int) -> String {
        let label = text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let trimmed = String(label.prefix(limit)).trimmingHyphens
        return trimmed.isEmpty ? "guest" : trimmed
    }
}

extension ConnectionPoint {
    fileprivate func attachment(on host: Host?) throws -> GuestInterface.Attachment {
        if let function {
            guard !function.isPhysical else { return .physicalFunction(function.pciAddress) }
            let settings = GuestInterface.VirtualFunctionSettings(
                segment: function.segment, checksSource: function.policy?.checksSource,
                isTrusted: function.policy?.isTrusted, linkState: function.policy?.linkState,
                bandwidth: function.bandwidth == 0 ? nil : function.bandwidth)
            return .virtualFunction(function.pciAddress, settings)
        }
        if let macvtap { return .macvtap(device: macvtap.interface, mode: macvtap.mode) }
        if let bridge { return .linuxBridge(bridge, port: portName) }
        if let vdpaDevice {
            let device = host?.facts?.vdpaDevices.first { $0.name == vdpaDevice && $0.isForGuests }
            guard let path = device?.characterDevice else {
                throw ManifoldError(
                    .conflict, "host \(host?.name ?? "") has no vDPA device \(vdpaDevice) for guests any more",
                    remedy: "make it on the host (vdpa dev add) and bind it to vhost_vdpa, or heal the VNF")
            }
            return .vdpa(path)
        }
        if let socket { return .vhostUser(port: portName, socket: socket, isServer: switchListens != true) }
        return .tap(portName)
    }
}

extension String {
    fileprivate var trimmingHyphens: String {
        var text = Substring(self)
        while text.first == "-" { text.removeFirst() }
        while text.last == "-" { text.removeLast() }
        return String(text)
    }
}

extension JSONValue {
    /// A scalar as text, for boot data; nil for null, arrays and objects.
    var text: String? {
        switch self {
        case .string(let value): value
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}
