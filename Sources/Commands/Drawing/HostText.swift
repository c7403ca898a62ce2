import MANOModel
import SOL

/// A host as text for a terminal: what it has, and who has it.
struct HostText {
    private let host: ManifoldAPI.Host
    private let facts: ManifoldAPI.Host.Facts
    private let width: Int
    /// The letter of each owner of cores, by owner.
    private let letters: [String: Character]
    /// The owner of each core and device.
    private let owners: [String: ManifoldAPI.Host.Claim]
    private var lines: [String] = []

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    /// For owners beyond the alphabet.
    private static let anyOwner: Character = "*"

    /// - Parameter width: columns that a line may have; nil: as many as it takes.
    static func render(_ host: ManifoldAPI.Host, width: Int?) -> String {
        guard let facts = host.facts else { return "" }
        var text = HostText(host, facts, width: max(width ?? 100, 40))
        text.draw()
        return text.lines.map { line in
            var line = Substring(Printable.truncate(line, to: width ?? .max))
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    private init(_ host: ManifoldAPI.Host, _ facts: ManifoldAPI.Host.Facts, width: Int) {
        self.host = host
        self.facts = facts
        self.width = width
        let claims = host.used.claims ?? []
        owners = Dictionary(
            claims.filter { $0.kind == "core" || $0.kind == "device" }.map { ("\($0.kind) \($0.key)", $0) }
        ) { first, _ in first }
        var letters: [String: Character] = [:]
        for claim in claims where claim.kind == "core" && letters[claim.owner] == nil {
            letters[claim.owner] =
                letters.count < Self.alphabet.count ? Self.alphabet[letters.count] : Self.anyOwner
        }
        self.letters = letters
    }

    private mutating func draw() {
        for node in facts.numaNodes { draw(node) }
        drawLegend()
        guard let devices = facts.devices else { return }
        drawFunctions(devices)
        drawDevices(devices)
        drawSwitch(devices)
        drawPools(devices)
        section("firmware of guests", (devices.firmwares ?? []).map(\.rawValue))
        section("not known", devices.notKnown + devices.networkSwitch.notKnown)
    }

    private mutating func section(_ title: String, _ items: [String]) {
        guard !items.isEmpty else { return }
        lines += ["", title] + items.map { "  " + $0 }
    }

    // MARK: Nodes

    private mutating func draw(_ node: NUMANode) {
        let perCore = cores(of: node)
        let threads = node.cpus.count
        let sizes =
            "\(Amount.count(perCore.count, "core")), \(Amount.count(threads, "thread")), \(Format.bytes(node.memory))"
        let away = node.distances.filter { $0.key != node.id }.sorted { $0.key < $1.key }
            .map { "\($0.value) to node \($0.key)" }
        lines += ["", "NUMA node \(node.id)  \(([sizes] + away).joined(separator: ", "))"]
        let cells = perCore.map { core in "[" + String(core.map(mark)) + "]" }
        let labels = perCore.map { "\($0[0].id)" }
        let cell = (cells + labels).map(\.count).max() ?? 0
        // Groups of eight are easier to count.
        let fitting = max(1, (width - 4) / (cell + 1))
        let perLine = fitting >= 8 ? min(fitting / 8 * 8, 16) : fitting
        for start in stride(from: 0, to: cells.count, by: perLine) {
            let range = start..<min(start + perLine, cells.count)
            lines.append("  " + labels[range].map { Printable.pad($0, to: cell) }.joined(separator: " "))
            lines.append("  " + cells[range].map { Printable.pad($0, to: cell) }.joined(separator: " "))
        }
        lines += pages(of: node)
    }

    /// The threads of each core, in the order of the first ones.
    private func cores(of node: NUMANode) -> [[HostCPU]] {
        Dictionary(grouping: node.cpus) { [$0.socket, $0.core] }.values
            .map { $0.sorted { $0.id < $1.id } }.sorted { $0[0].id < $1[0].id }
    }

    private func mark(_ cpu: HostCPU) -> Character {
        if let claim = owners["core \(cpu.id)"] { return letters[claim.owner] ?? Self.anyOwner }
        if host.reservedCPUs?.contains(cpu.id) == true { return "#" }
        if facts.devices?.networkSwitch.pmdCPUs.contains(cpu.id) == true { return "~" }
        return cpu.isIsolated ? ":" : "."
    }

    /// Memory and pages, each as a bar with its figures.
    private func pages(of node: NUMANode) -> [String] {
        let claims = (host.used.claims ?? []).filter { $0.kind == "memory" }
        func claimed(_ key: String) -> Int64 { claims.filter { $0.key == key }.reduce(0) { $0 + $1.amount } }
        let inPages = node.hugepages.reduce(Int64(0)) { $0 + Int64($1.key) * 1024 * Int64($1.value) }
        let bound = claimed("node/\(node.id)")
        var rows: [(name: String, used: Int64, all: Int64, text: String)] = [
            (
                "memory", bound, max(node.memory - inPages, 0),
                "\(Format.bytes(bound)) of \(Format.bytes(max(node.memory - inPages, 0))) bound to this node"
            )
        ]
        for (size, count) in node.hugepages.sorted(by: { $0.key < $1.key }) {
            let used = claimed("pages/\(size)/\(node.id)") / (Int64(size) << 10)
            var text = "\(used) of \(count) claimed"
            if let others = node.hugepagesOfOthers?[size], others > 0 { text += ", \(others) used by others" }
            if let free = node.freeHugepages?[size] { text += ", \(free) free when asked" }
            rows.append(("\(Amount.pageSize(size)) pages", used, Int64(count), text))
        }
        let name = rows.map(\.name.count).max() ?? 0
        return rows.map { "  \(Printable.pad($0.name, to: name))  \(Self.bar($0.used, of: $0.all))  \($0.text)" }
    }

    /// Ten places; whatever is used fills one at least.
    private static func bar(_ used: Int64, of all: Int64) -> String {
        let places: Int64 = 10
        guard all > 0 else { return "[\(String(repeating: ".", count: Int(places)))]" }
        let share = min(max(Double(used) / Double(all), 0), 1)
        let filled = used > 0 ? max(1, Int((share * Double(places)).rounded())) : 0
        return "[" + String(repeating: "=", count: filled) + String(repeating: ".", count: Int(places) - filled) + "]"
    }

    private mutating func drawLegend() {
        var cores: [String: [Int]] = [:]
        var titles: [String: String] = [:]
        for claim in host.used.claims ?? [] where claim.kind == "core" {
            cores[claim.owner, default: []].append(Int(claim.key) ?? 0)
            titles[claim.owner] = claim.title
        }
        var items = letters.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { owner, letter in
            "\(letter)  \(Printable.escape(titles[owner] ?? owner))  \(CPUList.text(cores[owner] ?? []))"
        }
        let all = facts.numaNodes.flatMap(\.cpus)
        if let reserved = host.reservedCPUs, !reserved.isEmpty {
            items.append("#  kept for the host  \(CPUList.text(reserved))")
        }
        if let polling = facts.devices?.networkSwitch.pmdCPUs, !polling.isEmpty {
            items.append("~  polled by the switch  \(CPUList.text(polling))")
        }
        if all.contains(where: \.isIsolated) {
            items.append(":  isolated, for pinned guests")
            items.append(".  not isolated, for shared vCPUs")
        } else {
            items.append(".  free")
        }
        section("cores by their first thread", items)
        let shared = (host.used.claims ?? []).filter { $0.kind == "sharedCPU" }
        if !shared.isEmpty {
            let guests = Set(shared.map(\.owner)).count
            lines.append(
                "  \(Amount.count(shared.reduce(0) { $0 + $1.amount }, "shared vCPU")) of \(Amount.count(guests, "guest"))"
            )
        }
        if let offline = facts.devices?.offlineCPUs, !offline.isEmpty {
            lines.append("  offline: \(CPUList.text(offline))")
        }
    }

    // MARK: Interfaces and devices

    private mutating func drawFunctions(_ devices: ManifoldAPI.Host.Facts.Devices) {
        var items: [String] = []
        for function in devices.physicalFunctions {
            items.append(title(function, devices))
            var free: [VirtualFunction] = []
            for vf in function.virtualFunctions {
                guard let claim = owners["device \(vf.pciAddress)"] else {
                    free.append(vf)
                    continue
                }
                items.append("  VF \(vf.index)  \(words(vf))  \(Printable.escape(claim.title))")
            }
            // Those alike are told together.
            for (driver, vfs) in Dictionary(grouping: free, by: { $0.driver ?? "" }).sorted(by: { $0.key < $1.key }) {
                let driver = driver.isEmpty ? "no driver" : driver
                items.append("  VF \(CPUList.text(vfs.map(\.index)))  \(driver)  free")
            }
        }
        section("interfaces", items)
    }

    private func title(_ function: PhysicalFunction, _ devices: ManifoldAPI.Host.Facts.Devices) -> String {
        var words = [function.name]
        if !function.pciAddress.isEmpty, function.pciAddress != function.name { words.append(function.pciAddress) }
        if let node = function.numaNode { words.append("node \(node)") }
        words.append(function.hasLink ? function.speed.map(Self.speed) ?? "link" : "no link")
        if !function.driver.isEmpty { words.append(function.driver) }
        if function.isSwitchdev { words.append("switchdev") }
        if let network = host.physicalNetworks?[function.name] { words.append("network \(network)") }
        if function.maxVirtualFunctions > 0 {
            words.append("\(function.virtualFunctions.count) of \(Amount.count(function.maxVirtualFunctions, "VF"))")
        }
        let claims = (host.used.claims ?? []).filter { $0.kind == "bandwidth" && $0.key == function.name }
        let claimed = claims.reduce(0) { $0 + $1.amount }
        if claimed > 0 { words.append("\(Self.speed(Int(claimed))) claimed") }
        if let bond = devices.bonds.first(where: { $0.members.contains { $0.name == function.name } }) {
            words.append("in \(bond.name)")
        }
        for neighbour in devices.neighbours where neighbour.interface == function.name {
            words.append("→ \(neighbour.system) \(neighbour.port)")
        }
        if let claim = owners["device \(function.pciAddress)"] { words.append("has \(claim.title)") }
        return words.map(Printable.escape).joined(separator: "  ")
    }

    private func words(_ vf: VirtualFunction) -> String {
        [vf.pciAddress, vf.driver ?? "no driver", vf.iommuGroup.map { "group \($0)" }, vf.representor]
            .compactMap(\.self).map(Printable.escape).joined(separator: "  ")
    }

    /// From Mbit/s.
    private static func speed(_ speed: Int) -> String {
        speed >= 1000 && speed % 100 == 0
            ? "\(speed / 1000)\(speed % 1000 == 0 ? "" : ".\(speed % 1000 / 100)") Gbit/s" : "\(speed) Mbit/s"
    }

    private mutating func drawDevices(_ devices: ManifoldAPI.Host.Facts.Devices) {
        var items = devices.pciDevices.map { device -> String in
            let name = device.productName ?? "\(device.vendorID):\(device.productID)"
            let owner = owners["device \(device.address)"]?.title
            return row(
                device.address, device.numaNode, device.purpose == .other ? nil : device.purpose.rawValue, name,
                device.driver, owner)
        }
        items += devices.mediatedDevices.map { row($0.uuid, $0.numaNode, "mdev", $0.type, $0.parent, nil) }
        items += devices.vdpaDevices.map { device in
            row(
                device.name, device.numaNode, "vDPA", device.driver, device.parent, device.characterDevice,
                host.physicalNetworks?[device.name].map { "network \($0)" },
                owners["device \(device.claimKey)"]?.title)
        }
        section("devices", items)
    }

    private func row(_ name: String, _ node: Int?, _ words: String?...) -> String {
        ([name, node.map { "node \($0)" }] + words).compactMap(\.self).filter { !$0.isEmpty }.map(Printable.escape)
            .joined(separator: "  ")
    }

    private mutating func drawSwitch(_ devices: ManifoldAPI.Host.Facts.Devices) {
        let facts = devices.networkSwitch
        var items: [String] = []
        if let version = facts.version {
            items.append(
                "Open vSwitch \(Printable.escape(version))" + (facts.hasDPDK ? ", \(facts.dpdkVersion ?? "DPDK")" : ""))
        }
        items += facts.ports.map { port in
            row(
                port.name, nil, "on \(port.bridge)", port.type,
                port.hasLink ? port.speed.map(Self.speed) ?? "link" : "no link",
                host.physicalNetworks?[port.name].map { "network \($0)" })
        }
        section("switch", items)
        section(
            "Linux bridges",
            (devices.bridges ?? []).map { bridge in
                row(
                    bridge.name, nil, bridge.mtu.map { "MTU \($0)" },
                    bridge.ports.isEmpty ? nil : "over \(Amount.list(bridge.ports))",
                    bridge.filtersVLANs ? "filters VLANs" : nil,
                    host.physicalNetworks?[bridge.name].map { "network \($0)" })
            })
        section(
            "bonds",
            (devices.bonds + facts.bonds).map { bond in
                let members = bond.members.map { member in
                    "\(member.name) (\(member.hasLink ? member.isActive ? "active" : "standby" : "no link"))"
                }
                let partner = bond.isNegotiated.map { $0 ? "LACP partner" : "no LACP partner" }
                return row(
                    bond.name, nil, bond.mode, partner, Amount.list(members),
                    host.physicalNetworks?[bond.name].map { "network \($0)" })
            })
    }

    private mutating func drawPools(_ devices: ManifoldAPI.Host.Facts.Devices) {
        section(
            "storage pools",
            devices.storagePools.map { pool in
                row(pool.name, nil, "\(Format.bytes(pool.free)) free of \(Format.bytes(pool.capacity))", pool.path)
            })
    }
}
