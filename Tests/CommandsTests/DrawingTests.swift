import Foundation
import FoundationXML
import SOL
import Testing

@testable import Commands

@Suite("The drawing of a topology")
struct DrawingTests {
    @Test("shows paths from SAP to SAP, guests with their hosts, and who is on which link")
    func text() {
        #expect(
            TopologyText.render(Samples.secureAccess, width: 110) == """
                web  INSTANTIATED  3f2a9c01

                path bypass  precedence 200  tcp to port 5201
                ┌─────────────────────┐ access ┌─────────────────────────┐ service ┌─────────────────────┐
                │ ◇ client            ├───────▶┤ vfw                     ├────────▶┤ ◇ server            │
                │ namespace mf-client │        │ ● vfw-0  alpha  running │         │ namespace mf-server │
                │ 10.10.0.1/24        │        │ ● vfw-1  beta   running │         │ 10.10.0.2/24        │
                └─────────────────────┘        └─────────────────────────┘         └─────────────────────┘

                path inspected  precedence 100  all traffic
                ┌─────────────────────┐ access ┌─────────────────────────┐ middle ┌──────────────────────────┐
                │ ◇ client            ├───────▶┤ vfw                     ├───────▶┤ vmon                     │
                │ namespace mf-client │        │ ● vfw-0  alpha  running │        │ ✗ vmon-0  alpha  crashed │
                │ 10.10.0.1/24        │        │ ● vfw-1  beta   running │        └──────────────────────────┘
                └─────────────────────┘        └─────────────────────────┘
                    ┌─────────────────────┐
                ───▶┤ ◇ server            │
                    │ namespace mf-server │
                    │ 10.10.0.2/24        │
                    └─────────────────────┘

                links
                access  10.10.0.0/24
                ├─ ◇ client        namespace mf-client 10.10.0.1/24
                ├─ vfw-0     left
                └─ vfw-1     left
                middle
                ├─ vfw-0   right
                ├─ vfw-1   right
                └─ vmon-0  left
                service
                ├─ ◇ server         namespace mf-server 10.10.0.2/24
                └─ vmon-0    right
                management  192.168.99.0/24
                ├─ vfw-0   mgmt  192.168.99.2/24
                ├─ vfw-1   mgmt  192.168.99.3/24
                └─ vmon-0  mgmt  192.168.99.4/24

                """)
    }

    @Test("fits any width", arguments: [24, 40, 60, 80, 100, 200])
    func widths(width: Int) {
        for line in TopologyText.render(Samples.secureAccess, width: width).split(separator: "\n") {
            #expect(Printable.width(String(line)) <= width, "\(line)")
        }
    }

    @Test("says that nothing is there where the NS is not instantiated")
    func empty() {
        let topology = ManifoldAPI.Topology(
            ns: .init(id: "1", name: "web", state: "NOT_INSTANTIATED"), vnfs: [], links: [], saps: [], paths: [])
        #expect(TopologyText.render(topology, width: 80).contains("nothing is there"))
        #expect(texts(TopologySVG.render(topology)).contains("nothing is there: the NS is not instantiated"))
    }

    @Test("as a picture is the same every time, well-formed, and names everything")
    func picture() {
        let picture = TopologySVG.render(Samples.secureAccess)
        #expect(picture == TopologySVG.render(Samples.secureAccess))
        let texts = texts(picture)
        for text in [
            "web", "instantiated", "client", "server", "vfw", "vmon", "vfw-0", "vfw-1", "vmon-0", "alpha", "beta",
            "access", "middle", "service", "management  ·  192.168.99.0/24", "bypass", "inspected",
            "tcp to port 5201  ·  precedence 200",
        ] {
            #expect(texts.contains(text), "\(text)")
        }
    }

    @Test("cuts long names in their middle, never two to the same, and keeps all of each")
    func longNames() {
        let long = String(repeating: "a-very-long-part-", count: 8)
        var topology = Samples.secureAccess
        for index in 0..<12 {
            let name = "begin-\(long)\(index)-\(long)end"
            topology.vnfs.append(
                .init(id: name, name: name, vnfProfileId: name, product: "p", vnfcs: Samples.secureAccess.vnfs[0].vnfcs)
            )
        }
        let picture = TopologySVG.render(topology)
        let all = texts(picture)
        let shown = all.filter { $0.hasPrefix("begin-") && $0.contains("…") }
        #expect(shown.count == 12 && Set(shown).count == 12, "\(shown)")
        #expect(all.filter { $0.hasPrefix("begin-") && $0.hasSuffix("-end") && !$0.contains("…") }.count >= 12)
        #expect(SVGText.fit("first-half-second-half", size: 12, within: 100).hasSuffix("half"))
        #expect(SVGText.fit("short", size: 12, within: 100) == "short")
    }

    @Test("as a picture escapes what a name may hold")
    func hostileNames() throws {
        var topology = Samples.secureAccess
        topology.ns.name = #"</title><script>alert("1")</script>&\#u{1B}[2J]]>"#
        topology.vnfs[0].vnfcs[0].name = "\"/><a href='x'>"
        topology.paths[0].classifier = "<b>"
        let picture = TopologySVG.render(topology)
        #expect(!picture.contains("<script>"))
        #expect(!picture.contains("\u{1B}"))
        #expect(texts(picture).contains(#"Topology of </title><script>alert("1")</script>&\u{1B}[2J]]>"#))
    }

    @Test("puts nothing outside the picture, and no two boxes over one another", arguments: [1, 3, 8, 13])
    func layout(count: Int) {
        var topology = Samples.secureAccess
        // VNFs beside the paths, all on management.
        for index in 0..<count {
            topology.vnfs.append(
                .init(
                    id: "x\(index)", name: "x\(index)", vnfProfileId: "tiny-\(index)", product: "tiny",
                    vnfcs: Samples.secureAccess.vnfs[0].vnfcs))
        }
        let graph = TopologyGraph(topology)
        let layout = TopologyLayout(graph)
        #expect(layout.boxes.count == count + 4)
        for (index, box) in layout.boxes.enumerated() {
            #expect(box.width > 0 && box.height > 0)
            #expect(box.x >= 0 && box.y >= 0 && box.right <= layout.size.width && box.bottom <= layout.size.height)
            for other in layout.boxes[(index + 1)...] {
                #expect(
                    box.right <= other.x || other.right <= box.x || box.bottom <= other.y || other.bottom <= box.y)
            }
        }
        // A path goes on to the right.
        for edge in layout.edges where edge.over == nil {
            #expect(layout.boxes[edge.from].right < layout.boxes[edge.to].x)
        }
    }

    @Test("ends for paths that go around in opposite directions")
    func loop() {
        var topology = Samples.secureAccess
        topology.paths[0].hops = topology.paths[1].hops.reversed()
        #expect(!texts(TopologySVG.render(topology)).isEmpty)
    }

    /// The character data of each element; fails the test where the XML isn't well-formed.
    private func texts(_ picture: String) -> [String] {
        let reader = TextReader()
        let parser = XMLParser(data: Data(picture.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError)) at line \(parser.lineNumber)")
        return reader.texts
    }
}

private final class TextReader: NSObject, XMLParserDelegate {
    var texts: [String] = []
    private var current = ""

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
        qualifiedName qName: String?, attributes attributeDict: [String: String] = [:]
    ) {
        current = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { current += string }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName qName: String?
    ) {
        if !current.isEmpty { texts.append(current) }
        current = ""
    }
}
