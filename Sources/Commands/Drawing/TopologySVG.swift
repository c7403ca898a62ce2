import SOL

/// An NS as a picture. Pure and deterministic: the same topology gives the same bytes.
struct TopologySVG {
    private let topology: ManifoldAPI.Topology
    private let graph: TopologyGraph
    private let layout: TopologyLayout
    private var elements: [String] = []
    /// Texts that were cut, by what was left of them.
    private var cut: [String: String] = [:]

    private static let colors = ["#2563eb", "#d97706", "#059669", "#9333ea", "#dc2626", "#0891b2"]
    private static let ink = "#1e293b"
    private static let muted = "#64748b"

    static func render(_ topology: ManifoldAPI.Topology) -> String {
        var picture = TopologySVG(topology)
        return picture.draw()
    }

    private init(_ topology: ManifoldAPI.Topology) {
        self.topology = topology
        graph = TopologyGraph(topology)
        layout = TopologyLayout(graph)
    }

    private mutating func draw() -> String {
        drawHeader()
        drawBuses()
        for node in graph.nodes.indices { drawBox(node) }
        drawWays()
        drawLinkNames()
        let width = SVGText.number(layout.size.width)
        let height = SVGText.number(layout.size.height)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)" font-family="Inter, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif">
            <title>\(SVGText.escape("Topology of \(topology.ns.name)"))</title>
            <rect width="\(width)" height="\(height)" rx="14" fill="#ffffff"/>
            \(elements.joined(separator: "\n"))
            </svg>

            """
    }

    // MARK: Title and legend

    private mutating func drawHeader() {
        let margin = TopologyLayout.margin
        let name = label(topology.ns.name, size: 22, within: 420)
        text(name, x: margin, y: 48, size: 22, weight: 700)
        let state = topology.ns.state.replacing("_", with: " ").lowercased()
        let x = margin + SVGText.width(name, size: 22) * 1.06 + 16
        // A descriptor has no state.
        if !state.isEmpty { drawState(state, x: x) }
        if graph.nodes.isEmpty {
            text(
                state.isEmpty ? "nothing is in it" : "nothing is there: the NS is not instantiated", x: margin, y: 84,
                size: 13, color: Self.muted)
        }
        drawLegend()
    }

    private mutating func drawState(_ state: String, x: Double) {
        let isUp = topology.ns.state == "INSTANTIATED"
        let width = SVGText.width(state, size: 12) + 22
        rect(x: x, y: 31, width: width, height: 22, radius: 11, fill: isUp ? "#dcfce7" : "#f1f5f9", stroke: nil)
        text(state, x: x + width / 2, y: 46, size: 12, color: isUp ? "#166534" : Self.muted, anchor: "middle")
    }

    private mutating func drawLegend() {
        let margin = TopologyLayout.margin
        for (index, way) in graph.ways.enumerated() {
            let y = 78 + TopologyLayout.legendRow * Double(index)
            line(from: (margin, y), to: (margin + 28, y), color: color(index), width: 3.5)
            let name = label(way.path.name, size: 13, within: 200)
            text(name, x: margin + 40, y: y + 4.5, size: 13, weight: 600, color: color(index))
            let rest = way.path.classifier.isEmpty ? "all traffic" : way.path.classifier
            text(
                "\(rest)  ·  precedence \(way.path.precedence)",
                x: margin + 40 + SVGText.width(name, size: 13) * 1.08 + 14, y: y + 4.5, size: 12, color: Self.muted)
        }
    }

    // MARK: Boxes

    private mutating func drawBox(_ index: Int) {
        let node = graph.nodes[index]
        let box = layout.boxes[index]
        let isSAP = node.kind == .sap
        rect(
            x: box.x, y: box.y, width: box.width, height: box.height, radius: isSAP ? 18 : 10,
            fill: isSAP ? "#eef2ff" : "#f8fafc", stroke: isSAP ? "#a5b4fc" : "#cbd5e1")
        let room = box.width - 32
        let title = label(node.title, size: 15, within: room / 1.08)
        text(title, x: box.x + 16, y: box.y + 25, size: 15, weight: 600)
        let detail = label(isSAP && node.detail.isEmpty ? "SAP" : node.detail, size: 12, within: room)
        text(detail, x: box.x + 16, y: box.y + 42, size: 12, color: Self.muted)
        var y = layout.instancesTop(graph, index) + 4
        for vnfc in node.vnfcs {
            drawInstance(vnfc, x: box.x + 8, y: y, width: box.width - 16)
            y += TopologyLayout.instanceHeight
        }
    }

    private mutating func drawInstance(_ vnfc: ManifoldAPI.Topology.VNFC, x: Double, y: Double, width: Double) {
        let isPart = vnfc.state.isEmpty
        var facts = [isPart ? "\(vnfc.name) \(vnfc.host)" : "\(vnfc.name) on \(vnfc.host), \(vnfc.state)"]
        for point in vnfc.connectionPoints where !isPart {
            facts.append("\(point.cpdId): \(([point.mac] + point.addresses).joined(separator: " "))")
        }
        elements.append("<g><title>\(facts.map(SVGText.escape).joined(separator: "\n"))</title>")
        rect(x: x, y: y, width: width, height: 25, radius: 7, fill: "#ffffff", stroke: "#e2e8f0")
        let left = isPart ? 10.0 : 26.0
        if !isPart { circle(x: x + 14, y: y + 12.5, radius: 4, fill: GuestMark(state: vnfc.state).color) }
        let host = label(vnfc.host, size: 12, within: width * 0.45)
        let room = width - 18 - left - SVGText.width(host, size: 12)
        let name = label(vnfc.name, size: 13, within: room)
        text(name, x: x + left, y: y + 17, size: 13)
        text(host, x: x + width - 10, y: y + 17, size: 12, color: Self.muted, anchor: "end")
        elements.append("</g>")
    }

    // MARK: Paths

    private mutating func drawWays() {
        for edge in layout.edges { drawEdge(edge) }
        for (index, way) in graph.ways.enumerated() {
            for (position, node) in way.nodes.enumerated() {
                let box = layout.boxes[node]
                let y = layout.lane(index, at: node)
                if graph.nodes[node].kind == .vnf {
                    line(from: (box.x, y), to: (box.right, y), color: color(index), width: 2.5)
                }
                if position > 0 { port(x: box.x, y: y, color: color(index)) }
                if position < way.nodes.count - 1 { port(x: box.right, y: y, color: color(index)) }
            }
        }
    }

    private mutating func drawEdge(_ edge: TopologyLayout.Edge) {
        let from = layout.boxes[edge.from]
        let to = layout.boxes[edge.to]
        let start = (x: from.right, y: layout.lane(edge.way, at: edge.from))
        let end = (x: to.x - 5, y: layout.lane(edge.way, at: edge.to))
        let n = SVGText.number
        let path: String
        if let over = edge.over {
            // Up within the gap behind the box, across, and down within the gap before the other.
            let bend = 66.0
            path =
                "M\(n(start.x)) \(n(start.y))C\(n(start.x + bend * 0.7)) \(n(start.y)) \(n(start.x + bend * 0.3)) "
                + "\(n(over)) \(n(start.x + bend)) \(n(over))L\(n(end.x - bend)) \(n(over))C\(n(end.x - bend * 0.3)) "
                + "\(n(over)) \(n(end.x - bend * 0.7)) \(n(end.y)) \(n(end.x)) \(n(end.y))"
        } else {
            let bend = (end.x - start.x) / 2
            path =
                "M\(n(start.x)) \(n(start.y))C\(n(start.x + bend)) \(n(start.y)) \(n(end.x - bend)) \(n(end.y)) "
                + "\(n(end.x)) \(n(end.y))"
        }
        let stroke = color(edge.way)
        elements.append("<path d=\"\(path)\" fill=\"none\" stroke=\"\(stroke)\" stroke-width=\"2.5\"/>")
        elements.append(
            "<path d=\"M\(n(end.x - 8)) \(n(end.y - 5))L\(n(end.x + 1)) \(n(end.y))L\(n(end.x - 8)) \(n(end.y + 5))Z\" "
                + "fill=\"\(stroke)\"/>")
    }

    /// The names of links in the gaps that they cross, each once, below the lines.
    private mutating func drawLinkNames() {
        var lowest: [String: (link: String, x: Double, y: Double)] = [:]
        var order: [String] = []
        for edge in layout.edges where edge.over == nil {
            guard let link = edge.link else { continue }
            let key = "\(edge.from) \(edge.to) \(link)"
            let y = max(layout.lane(edge.way, at: edge.from), layout.lane(edge.way, at: edge.to)) + 18
            let x = (layout.boxes[edge.from].right + layout.boxes[edge.to].x) / 2
            if lowest[key] == nil { order.append(key) }
            lowest[key] = (link, x, max(y, lowest[key]?.y ?? 0))
        }
        for label in order.compactMap({ lowest[$0] }) {
            let name = self.label(label.link, size: 12, within: 150)
            text(name, x: label.x, y: label.y, size: 12, color: Self.muted, anchor: "middle")
        }
    }

    // MARK: Links beside the paths

    private mutating func drawBuses() {
        let n = SVGText.number
        let left = TopologyLayout.margin
        let right = layout.size.width - TopologyLayout.margin
        for (index, link) in graph.sideLinks.enumerated() {
            let y = layout.buses[index]
            line(from: (left, y), to: (right, y), color: "#94a3b8", width: 3)
            for node in graph.nodes.indices where graph.nodes[node].networks.contains(link.networkId) {
                let drop = drop(from: node, bus: index)
                elements.append(
                    "<path d=\"\(drop.path)V\(n(y))\" fill=\"none\" stroke=\"#94a3b8\" stroke-width=\"1.5\"/>")
                circle(x: drop.x, y: y, radius: 4, fill: "#94a3b8")
            }
        }
        // Over all lines, each with a rim that keeps them off.
        for (index, link) in graph.sideLinks.enumerated() {
            let name = [link.name, link.prefix ?? ""].filter { !$0.isEmpty }.joined(separator: "  ·  ")
            let y = layout.buses[index] + 18
            elements.append(
                "<g stroke=\"#ffffff\" stroke-width=\"5\" stroke-linejoin=\"round\" paint-order=\"stroke\">")
            let shown = label(name, size: 12, within: 360)
            text(shown, x: left, y: y, size: 12, color: Self.muted)
            elements.append("</g>")
        }
    }

    /// The way from a box down to a bus: straight down, or beside the boxes that stand below.
    private func drop(from node: Int, bus: Int) -> (x: Double, path: String) {
        let box = layout.boxes[node]
        let n = SVGText.number
        let offset = 12 * Double(bus)
        let isCovered = layout.boxes.indices.contains { other in
            let below = layout.boxes[other]
            return other != node && below.y >= box.bottom && below.x < box.right && below.right > box.x
        }
        if isCovered {
            let y = box.bottom - 16 - 6 * Double(bus)
            let x = box.right + 14 + 8 * Double(bus)
            return (x, "M\(n(box.right)) \(n(y))H\(n(x))")
        }
        let x = box.x + box.width / 2 + offset - 6 * Double(graph.sideLinks.count - 1)
        return (x, "M\(n(x)) \(n(box.bottom))")
    }

    // MARK: Elements

    private func color(_ way: Int) -> String { Self.colors[way % Self.colors.count] }

    /// The text as far as there is room. No two texts are cut to the same: the second one gets a number.
    private mutating func label(_ text: String, size: Double, within limit: Double) -> String {
        var result = SVGText.fit(text, size: size, within: limit)
        guard result != text else { return text }
        var number = 2
        while let other = cut[result], other != text {
            let suffix = " (\(number))"
            result = SVGText.fit(text, size: size, within: limit - SVGText.width(suffix, size: size)) + suffix
            number += 1
        }
        cut[result] = text
        return result
    }

    private mutating func text(
        _ content: String, x: Double, y: Double, size: Double, weight: Int = 400, color: String = ink,
        anchor: String = "start"
    ) {
        elements.append(
            "<text x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\" font-size=\"\(SVGText.number(size))\" "
                + "fill=\"\(color)\"" + (weight == 400 ? "" : " font-weight=\"\(weight)\"")
                + (anchor == "start" ? "" : " text-anchor=\"\(anchor)\"")
                + ">\(cut[content].map { "<title>\(SVGText.escape($0))</title>" } ?? "")"
                + "\(SVGText.escape(content))</text>")
    }

    private mutating func rect(
        x: Double, y: Double, width: Double, height: Double, radius: Double, fill: String, stroke: String?
    ) {
        let n = SVGText.number
        elements.append(
            "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" rx=\"\(n(radius))\" "
                + "fill=\"\(fill)\"" + (stroke.map { " stroke=\"\($0)\"" } ?? "") + "/>")
    }

    private mutating func line(
        from: (x: Double, y: Double), to: (x: Double, y: Double), color: String, width: Double
    ) {
        let n = SVGText.number
        elements.append(
            "<line x1=\"\(n(from.x))\" y1=\"\(n(from.y))\" x2=\"\(n(to.x))\" y2=\"\(n(to.y))\" stroke=\"\(color)\" "
                + "stroke-width=\"\(n(width))\" stroke-linecap=\"round\"/>")
    }

    private mutating func circle(x: Double, y: Double, radius: Double, fill: String) {
        elements.append(
            "<circle cx=\"\(SVGText.number(x))\" cy=\"\(SVGText.number(y))\" r=\"\(SVGText.number(radius))\" fill=\"\(fill)\"/>"
        )
    }

    /// Where a path enters or leaves a box.
    private mutating func port(x: Double, y: Double, color: String) {
        elements.append(
            "<circle cx=\"\(SVGText.number(x))\" cy=\"\(SVGText.number(y))\" r=\"4.5\" fill=\"#ffffff\" stroke=\"\(color)\" "
                + "stroke-width=\"2\"/>")
    }
}
