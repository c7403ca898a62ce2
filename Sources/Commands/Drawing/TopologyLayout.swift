import SOL

/// Where everything of a picture is, in pixels. Pure: the same graph always has the same layout.
struct TopologyLayout {
    struct Box {
        var x = 0.0
        var y = 0.0
        var width = 0.0
        var height = 0.0
        var column = 0

        var right: Double { x + width }
        var bottom: Double { y + height }
    }

    /// One stretch of a way between two boxes.
    struct Edge {
        var way: Int
        var from: Int
        var to: Int
        var link: String?
        /// Height at which it goes over the boxes between; nil: straight across the gap.
        var over: Double?
    }

    static let margin = 36.0
    static let headerHeight = 50.0
    static let laneHeight = 20.0
    static let instanceHeight = 30.0
    static let legendRow = 24.0
    static let busGap = 46.0
    private static let rowGap = 44.0
    private static let columnsOfGrid = 4

    var boxes: [Box]
    var edges: [Edge] = []
    /// By way: its place among the lanes of every box, from the top.
    var slots: [Int]
    /// By side link: the height of its line.
    var buses: [Double] = []
    var size = (width: 0.0, height: 0.0)
    private let laneCount: Int

    init(_ graph: TopologyGraph) {
        boxes = Array(repeating: Box(), count: graph.nodes.count)
        laneCount = graph.ways.count
        // Ways that leave boxes out go on top: they don't cross the others on their way around.
        slots = Array(repeating: 0, count: graph.ways.count)
        let order = graph.ways.indices.sorted { (graph.ways[$0].nodes.count, $0) < (graph.ways[$1].nodes.count, $1) }
        for (slot, way) in order.enumerated() { slots[way] = slot }

        let columns = Self.columns(graph)
        for node in boxes.indices { boxes[node].column = columns[node] ?? 0 }
        makeEdges(graph)

        let diagramTop = placeColumns(graph, columns)
        for index in edges.indices where edges[index].over != nil {
            edges[index].over = diagramTop - 24 - 18 * (edges[index].over ?? 0)
        }
        placeBeside(graph, top: (columns.isEmpty ? diagramTop : bottom + Self.rowGap))
        placeBuses(graph)
        let sideRoom = graph.besideWays.count > Self.columnsOfGrid ? 14 + 8 * Double(graph.sideLinks.count) : 0
        size.width = max(
            (boxes.map(\.right).max() ?? 0) + sideRoom + Self.margin, Self.legendWidth(graph) + 2 * Self.margin, 420)
        size.height = (buses.last.map { $0 + 30 } ?? bottom) + Self.margin
    }

    /// The height of a way's line at a box.
    func lane(_ way: Int, at node: Int) -> Double {
        boxes[node].y + Self.headerHeight + Self.laneHeight * (Double(slots[way]) + 0.5)
    }

    /// The height at which the rows of instances begin.
    func instancesTop(_ graph: TopologyGraph, _ node: Int) -> Double {
        boxes[node].y + Self.headerHeight + laneArea(graph, node)
    }

    private var bottom: Double { boxes.map(\.bottom).max() ?? 0 }

    // MARK: Columns

    /// By node on a way: its distance from the beginning, so that every way goes from left to right.
    private static func columns(_ graph: TopologyGraph) -> [Int: Int] {
        var columns: [Int: Int] = [:]
        for way in graph.ways { for node in way.nodes { columns[node] = 0 } }
        // As often as there are nodes: two ways that go around in opposite directions would go on for ever.
        for _ in graph.nodes.indices {
            var isChanged = false
            for way in graph.ways {
                for (from, to) in zip(way.nodes, way.nodes.dropFirst()) where from != to {
                    let wanted = min(columns[from, default: 0] + 1, graph.nodes.count - 1)
                    if columns[to, default: 0] < wanted {
                        columns[to] = wanted
                        isChanged = true
                    }
                }
            }
            if !isChanged { break }
        }
        // The ends stand at the end.
        let last = columns.values.max() ?? 0
        for way in graph.ways {
            if let end = way.nodes.last, graph.nodes[end].kind == .sap, end != way.nodes.first { columns[end] = last }
        }
        // No empty columns.
        let used = Set(columns.values).sorted()
        return columns.mapValues { value in used.firstIndex(of: value) ?? 0 }
    }

    private mutating func makeEdges(_ graph: TopologyGraph) {
        var detours = 0
        for (index, way) in graph.ways.enumerated() {
            for (step, (from, to)) in zip(way.nodes, way.nodes.dropFirst()).enumerated() {
                var edge = Edge(way: index, from: from, to: to, link: way.links[step])
                if boxes[to].column - boxes[from].column != 1 {
                    edge.over = Double(detours)
                    detours += 1
                }
                edges.append(edge)
            }
        }
    }

    /// Places the nodes of the ways; returns the height at which they begin.
    private mutating func placeColumns(_ graph: TopologyGraph, _ columns: [Int: Int]) -> Double {
        let detours = Double(edges.filter { $0.over != nil }.count)
        let top = 78 + Self.legendRow * Double(graph.ways.count) + (detours > 0 ? 30 + 18 * detours : 16)
        var x = Self.margin
        for column in 0...(columns.values.max() ?? 0) {
            let members = columns.keys.filter { columns[$0] == column }.sorted()
            guard !members.isEmpty else { continue }
            let width = members.map { Self.boxWidth(graph.nodes[$0]) }.max() ?? 0
            var y = top
            for node in members {
                boxes[node].x = x
                boxes[node].y = y
                boxes[node].width = width
                boxes[node].height = boxHeight(graph, node)
                y = boxes[node].bottom + Self.rowGap
            }
            x += width + gap(after: column)
        }
        return top
    }

    /// Wide enough for the names of the links that cross it.
    private func gap(after column: Int) -> Double {
        let names = edges.filter { boxes[$0.from].column == column && $0.over == nil }.compactMap(\.link)
        let widest = names.map { SVGText.width(SVGText.fit($0, size: 12, within: 150), size: 12) }.max() ?? 0
        return max(84, widest + 36)
    }

    /// Places what is on no way in a grid.
    private mutating func placeBeside(_ graph: TopologyGraph, top: Double) {
        let beside = graph.besideWays
        let busRoom = 40 + 8 * Double(graph.sideLinks.count)
        var widths = Array(repeating: 0.0, count: Self.columnsOfGrid)
        for (index, node) in beside.enumerated() {
            let column = index % Self.columnsOfGrid
            widths[column] = max(widths[column], Self.boxWidth(graph.nodes[node]))
        }
        var y = top
        for start in stride(from: 0, to: beside.count, by: Self.columnsOfGrid) {
            let row = beside[start..<min(start + Self.columnsOfGrid, beside.count)]
            var x = Self.margin
            var lowest = y
            for (column, node) in row.enumerated() {
                boxes[node].x = x
                boxes[node].y = y
                boxes[node].width = widths[column]
                boxes[node].height = boxHeight(graph, node)
                x += widths[column] + busRoom
                lowest = max(lowest, boxes[node].bottom)
            }
            y = lowest + Self.rowGap * 0.75
        }
    }

    private mutating func placeBuses(_ graph: TopologyGraph) {
        let first = bottom + Self.busGap
        buses = graph.sideLinks.indices.map { first + Self.busGap * Double($0) }
    }

    // MARK: Sizes

    private static func boxWidth(_ node: TopologyGraph.Node) -> Double {
        let title = max(SVGText.width(node.title, size: 15) * 1.08, SVGText.width(node.detail, size: 12))
        let rows = node.vnfcs.map { SVGText.width($0.name, size: 13) + SVGText.width($0.host, size: 12) + 64 }.max()
        return min(max(title + 36, rows ?? 0, node.kind == .sap ? 120 : 170), 300)
    }

    private func boxHeight(_ graph: TopologyGraph, _ node: Int) -> Double {
        let count = graph.nodes[node].vnfcs.count
        let rows = count == 0 ? 0 : Double(count) * Self.instanceHeight + 8
        return Self.headerHeight + laneArea(graph, node) + rows + 4
    }

    private func laneArea(_ graph: TopologyGraph, _ node: Int) -> Double {
        graph.ways.contains { $0.nodes.contains(node) } ? Self.laneHeight * Double(laneCount) + 6 : 0
    }

    private static func legendWidth(_ graph: TopologyGraph) -> Double {
        graph.ways.map { way in
            44 + SVGText.width(way.path.name, size: 13) * 1.1 + 16 + SVGText.width(way.path.classifier, size: 12) + 130
        }.max() ?? 0
    }
}
