import MANOModel
import Planner
import YAML

extension ServiceReader {
    private enum CPUs: String, CaseIterable { case shared, dedicated }

    private static let keys = [
        "name", "count", "vcpus", "memory", "storage", "cpus", "threads", "emulator", "pages", "cells", "nodes",
        "functions", "devices", "vhostUser", "features", "traits", "architecture", "zones", "hosts",
    ]

    /// One guest of an entry; nil where it can't be told what it is.
    mutating func demand(_ entry: YAMLNode) -> PlacementDemand? {
        guard yaml.isMap(entry, "a guest", keys: Self.keys),
            let nameNode = yaml.required("name", of: entry, "the guest"), let name = yaml.text(nameNode)
        else { return nil }
        var demand = PlacementDemand(id: name, title: name, vCPUs: 1, memory: 0)
        let hasCells = entry["cells"]?.sequence != nil
        if let node = entry["vcpus"] {
            demand.vCPUs = yaml.integer(node, 1...4096) ?? 1
        } else if !hasCells {
            _ = yaml.required("vcpus", of: entry, "the guest")
        }
        if let node = entry["memory"] {
            demand.memory = yaml.size(node) ?? 0
        } else if !hasCells {
            _ = yaml.required("memory", of: entry, "the guest")
        }
        if let node = entry["storage"], node.int != 0 { demand.storage = yaml.size(node) ?? 0 }
        readCPUs(entry, &demand)
        if let node = entry["pages"] { demand.pages = pages(node) }
        if let node = entry["cells"] { readCells(node, entry, &demand) }
        if let node = entry["nodes"] {
            demand.nodePolicy = yaml.choice(node, PlacementDemand.NodePolicy.self) ?? .preferred
        }
        if let node = entry["functions"] {
            demand.functions = yaml.list(node, "functions").enumerated().compactMap { function($1, $0) }
            if Set(demand.functions.map(\.id)).count != demand.functions.count {
                yaml.report(node, "two functions have one name; give each its own")
            }
        }
        if let node = entry["devices"] { demand.devices = yaml.list(node, "devices").compactMap { device($0) } }
        if let node = entry["vhostUser"] { readVhostUser(node, &demand) }
        demand.cpuFeatures = entry["features"].map { yaml.texts($0) } ?? []
        demand.traits = entry["traits"].map { yaml.texts($0) } ?? []
        demand.architecture = entry["architecture"].flatMap { yaml.text($0) }
        demand.zones = entry["zones"].map { Set(yaml.texts($0)) }
        demand.hosts = entry["hosts"].map { node in Set(yaml.list(node, "hosts").compactMap { host($0) }) }
        return demand
    }

    private mutating func readCPUs(_ entry: YAMLNode, _ demand: inout PlacementDemand) {
        let cpus = entry["cpus"].flatMap { yaml.choice($0, CPUs.self) } ?? .shared
        var policy = PlacementDemand.ThreadPolicy.prefer
        if let node = entry["threads"], let found = yaml.choice(node, PlacementDemand.ThreadPolicy.self) {
            policy = found
        }
        if let node = entry["emulator"], let found = yaml.choice(node, PlacementDemand.EmulatorThreads.self) {
            demand.emulatorThreads = found
        }
        if cpus == .dedicated {
            demand.cpuPolicy = .dedicated(policy)
        } else {
            for key in ["threads", "emulator"] {
                if let node = entry[key] {
                    yaml.report(node, "\(key) has a meaning for dedicated CPUs only; add cpus: dedicated")
                }
            }
        }
    }

    private mutating func pages(_ node: YAMLNode) -> PlacementDemand.Pages {
        switch node.text {
        case "normal": return .normal
        case "huge": return .huge
        default: break
        }
        guard let size = yaml.size(node) else { return .normal }
        if size >= 1024, size.isMultiple(of: 1024) { return .size(Int(size / 1024)) }
        yaml.report(node, "\(node.text ?? "") is not a page size; write normal, huge, or one such as 1 GiB")
        return .normal
    }

    /// How many, or each by itself.
    private mutating func readCells(_ node: YAMLNode, _ entry: YAMLNode, _ demand: inout PlacementDemand) {
        guard let entries = node.sequence else {
            guard let count = yaml.integer(node, 1...64) else { return }
            guard count <= demand.vCPUs else {
                return yaml.report(node, "\(count) cells are more than the vCPUs; ask for at most \(demand.vCPUs)")
            }
            let (vCPUs, memory) = (demand.vCPUs, demand.memory)
            demand.cells = (0..<count).map { index in
                PlacementDemand.Cell(
                    vCPUs: (vCPUs + count - 1 - index) / count,
                    memory: (memory + Int64(count - 1 - index)) / Int64(count))
            }
            return
        }
        guard (1...64).contains(entries.count) else {
            return yaml.report(node, "there are \(entries.count) cells; write 1 to 64, or leave cells out")
        }
        demand.cells = entries.compactMap { cell in
            guard yaml.isMap(cell, "a cell", keys: ["vcpus", "memory"]),
                let vCPUs = yaml.required("vcpus", of: cell, "the cell").flatMap({ yaml.integer($0, 1...4096) }),
                let memory = yaml.required("memory", of: cell, "the cell").flatMap({ yaml.size($0) })
            else { return nil }
            return PlacementDemand.Cell(vCPUs: vCPUs, memory: memory)
        }
        guard demand.cells.count == entries.count else { return }
        let vCPUs = demand.cells.reduce(0) { $0 + $1.vCPUs }
        let memory = demand.cells.reduce(0.0) { $0 + Double($1.memory) }
        guard memory < 0x1p62 else { return yaml.report(node, "the cells' memory is too much; ask for less") }
        if let given = entry["vcpus"], demand.vCPUs != vCPUs {
            yaml.report(given, "the cells have \(vCPUs) vCPUs together; write \(vCPUs), or leave vcpus out")
        }
        if let given = entry["memory"], Double(demand.memory) != memory {
            yaml.report(given, "the cells have other memory together; write its sum, or leave memory out")
        }
        demand.vCPUs = vCPUs
        demand.memory = Int64(memory)
    }

    private mutating func function(_ node: YAMLNode, _ index: Int) -> FunctionDemand? {
        guard
            yaml.isMap(
                node, "a function", keys: ["physicalNetwork", "bandwidth", "name", "kind", "whole", "affinity"]),
            let network = yaml.required("physicalNetwork", of: node, "the function").flatMap({ yaml.text($0) })
        else { return nil }
        let kind = node["kind"].flatMap { yaml.choice($0, FunctionDemand.Kind.self) } ?? .function
        let isWhole = node["whole"].flatMap { yaml.boolean($0) } ?? false
        if isWhole, kind.uplink != .interface, let whole = node["whole"] {
            let noun = kind == .bridge ? "bridge" : "vDPA device"
            yaml.report(whole, "a \(noun) can't be had as a whole; leave whole out")
        }
        let bandwidth = Int64(node["bandwidth"].flatMap { yaml.rate($0) } ?? 0)
        return FunctionDemand(
            id: node["name"].flatMap { yaml.text($0) } ?? "vf\(index)", physicalNetwork: network,
            // What is made on an interface holds some of it, as on a server.
            bandwidth: kind.isCounted ? bandwidth : max(bandwidth, 1), isWhole: isWhole, kind: kind,
            affinity: affinity(node))
    }

    private mutating func device(_ node: YAMLNode) -> DeviceDemand? {
        guard yaml.isMap(node, "a device", keys: ["vendor", "product", "class", "count", "affinity"]) else {
            return nil
        }
        if node["vendor"] == nil, node["product"] == nil, node["class"] == nil {
            yaml.report(node, "it isn't said which device; add vendor, product or class")
        }
        return DeviceDemand(
            vendorID: node["vendor"].flatMap { yaml.hexadecimal($0, digits: 4) },
            productID: node["product"].flatMap { yaml.hexadecimal($0, digits: 4) },
            deviceClass: node["class"].flatMap { yaml.hexadecimal($0, digits: 4) }.flatMap { Int($0, radix: 16) },
            count: node["count"].flatMap { yaml.integer($0, 1...1024) } ?? 1, affinity: affinity(node))
    }

    /// A number of ports, or with how much their place matters.
    private mutating func readVhostUser(_ node: YAMLNode, _ demand: inout PlacementDemand) {
        var ports = node
        if node.mapping != nil {
            yaml.checkKeys(of: node, ["ports", "affinity"])
            guard let inner = yaml.required("ports", of: node, "vhostUser") else { return }
            ports = inner
            demand.vhostUserAffinity = affinity(node)
        }
        demand.vhostUserPorts = yaml.integer(ports, 0...256) ?? 0
    }

    private mutating func affinity(_ node: YAMLNode) -> DeviceAffinity {
        node["affinity"].flatMap { yaml.choice($0, DeviceAffinity.self) } ?? .preferred
    }
}
