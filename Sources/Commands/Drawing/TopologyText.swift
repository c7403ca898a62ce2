import SOL

/// An NS as boxes and lines for a terminal.
enum TopologyText {
    /// - Parameter width: columns that a line may have; rows of boxes are broken to fit.
    static func render(_ topology: ManifoldAPI.Topology, width: Int) -> String {
        let graph = TopologyGraph(topology)
        let width = max(width, 24)
        let header = [topology.ns.name, topology.ns.state, Format.shortID(topology.ns.id)].map(Printable.escape)
        var lines = [Printable.truncate(header.joined(separator: "  "), to: width)]
        if graph.nodes.isEmpty { lines += ["", "nothing is there: the NS is not instantiated"] }
        for way in graph.ways {
            lines.append("")
            let classifier = way.path.classifier.isEmpty ? "all traffic" : way.path.classifier
            lines.append(
                Printable.truncate(
                    "path \(Printable.escape(way.path.name))  precedence \(way.path.precedence)  "
                        + Printable.escape(classifier), to: width))
            let boxes = way.nodes.map { box(graph.nodes[$0], width: width) }
            lines += row(boxes, links: way.links.map { $0.map(Printable.escape) }, arrows: true, width: width)
        }
        let beside = graph.besideWays
        if !beside.isEmpty {
            lines.append("")
            if !graph.ways.isEmpty { lines.append("on no path") }
            let boxes = beside.map { box(graph.nodes[$0], width: width) }
            lines += row(boxes, links: boxes.dropFirst().map { _ in nil }, arrows: false, width: width)
        }
        if !topology.links.isEmpty {
            lines += ["", "links"] + links(topology).map { Printable.truncate($0, to: width) }
        }
        return lines.map { line in
            var line = Substring(line)
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    // MARK: Boxes

    /// The lines of one box, all equally wide.
    private static func box(_ node: TopologyGraph.Node, width: Int) -> [String] {
        var content: [String]
        switch node.kind {
        case .sap:
            content = ["◇ " + node.title] + wrap(node.detail, at: 24)
        case .vnf:
            content = [node.title]
            let names = node.vnfcs.map { Printable.width(Printable.escape($0.name)) }.max() ?? 0
            let hosts = node.vnfcs.map { Printable.width(Printable.escape($0.host)) }.max() ?? 0
            for vnfc in node.vnfcs {
                let name = Printable.pad(Printable.escape(vnfc.name), to: names)
                let host = Printable.pad(Printable.escape(vnfc.host), to: hosts)
                content.append("\(GuestMark(state: vnfc.state).symbol) \(name)  \(host)  \(vnfc.state)")
            }
            if node.vnfcs.isEmpty { content.append("no guests") }
        }
        // Two for the border, two for the space inside it, and four for an arrow from the row before.
        let inner = content.map { Printable.truncate(Printable.escape($0), to: width - 8) }
        let columns = inner.map(Printable.width).max() ?? 0
        let bar = String(repeating: "─", count: columns + 2)
        return ["┌\(bar)┐"] + inner.map { "│ \(Printable.pad($0, to: columns)) │" } + ["└\(bar)┘"]
    }

    /// A text in lines of whole words.
    private static func wrap(_ text: String, at limit: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ").map(String.init) {
            if let last = lines.last, Printable.width(last) + 1 + Printable.width(word) <= limit {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(word)
            }
        }
        return lines
    }

    /// Boxes side by side, broken into several rows where they don't fit.
    ///
    /// - Parameter links: between each two; shown above the arrow.
    private static func row(_ boxes: [[String]], links: [String?], arrows: Bool, width: Int) -> [String] {
        var lines: [String] = []
        var current: [String] = []
        var used = 0
        func flush() {
            lines += current
            current = []
            used = 0
        }
        for (index, box) in boxes.enumerated() {
            let boxWidth = Printable.width(box[0])
            let link = index > 0 ? links[index - 1].map { Printable.truncate($0, to: 16) } : nil
            var gap = 0
            if index > 0 { gap = arrows ? max(4, (link.map { Printable.width($0) + 2 } ?? 0)) : 2 }
            if index > 0, used + gap + boxWidth > width {
                flush()
                gap = arrows ? 4 : 0
            }
            join(&current, column: used, gap: gap, link: used > 0 ? link : nil, arrow: arrows && index > 0, box: box)
            used += gap + boxWidth
        }
        flush()
        return lines
    }

    /// Puts a box to the right of what is there, with an arrow into its first line of content.
    private static func join(
        _ lines: inout [String], column: Int, gap: Int, link: String?, arrow: Bool, box: [String]
    ) {
        for (offset, part) in box.enumerated() {
            if offset >= lines.count { lines.append("") }
            lines[offset] = Printable.pad(lines[offset], to: column)
            var part = part
            switch offset {
            case 0:
                let text = link ?? ""
                let space = gap - Printable.width(text)
                lines[offset] +=
                    String(repeating: " ", count: space / 2) + text
                    + String(repeating: " ", count: space - space / 2)
            case 1 where arrow:
                if column > 0 {
                    lines[offset].removeLast()
                    lines[offset] += "├"
                }
                lines[offset] += String(repeating: "─", count: gap - 1) + "▶"
                part = "┤" + part.dropFirst()
            default:
                lines[offset] += String(repeating: " ", count: gap)
            }
            lines[offset] += part
        }
    }

    // MARK: Links

    private static func links(_ topology: ManifoldAPI.Topology) -> [String] {
        var lines: [String] = []
        for link in topology.links {
            lines.append([link.name, link.prefix ?? ""].map(Printable.escape).joined(separator: "  "))
            var ends: [(name: String, point: String, address: String)] = []
            for sap in topology.saps where sap.networkId == link.networkId {
                ends.append(("◇ " + sap.name, "", sap.attachment))
            }
            for vnfc in topology.vnfs.flatMap(\.vnfcs) {
                for point in vnfc.connectionPoints where point.networkId == link.networkId {
                    ends.append((vnfc.name, point.cpdId, point.addresses.joined(separator: " ")))
                }
            }
            let escaped = ends.map {
                (Printable.escape($0.name), Printable.escape($0.point), Printable.escape($0.address))
            }
            let names = escaped.map { Printable.width($0.0) }.max() ?? 0
            let points = escaped.map { Printable.width($0.1) }.max() ?? 0
            for (index, end) in escaped.enumerated() {
                let branch = index == ends.count - 1 ? "└─" : "├─"
                lines.append(
                    "\(branch) \(Printable.pad(end.0, to: names))  \(Printable.pad(end.1, to: points))  \(end.2)")
            }
        }
        return lines
    }
}
