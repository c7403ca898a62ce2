import MANOModel

/// A descriptor for people: headings, tables, and lines of names and values.
struct DescriptorText {
    private(set) var text = ""
    private let width: Int?

    init(width: Int?) {
        self.width = width
    }

    mutating func heading(_ title: String) {
        if !text.isEmpty { text += "\n" }
        text += Printable.escape(title) + "\n"
    }

    /// Names and values; those without a value are left out.
    mutating func fields(_ fields: KeyValuePairs<String, String?>) {
        let present = fields.compactMap { field in field.value.map { (field.key, $0) } }.filter { !$0.1.isEmpty }
        let columns = present.map { Printable.width($0.0) }.max() ?? 0
        for (name, value) in present {
            text += "  " + Printable.pad(name, to: columns) + "  " + Printable.escape(value) + "\n"
        }
    }

    /// A table under a title, where it has rows.
    mutating func table(_ title: String, _ table: Table) {
        guard !table.rows.isEmpty else { return }
        heading(title)
        let lines = table.render(width: width.map { $0 - 2 }).split(separator: "\n")
        for line in lines { text += "  \(line)\n" }
    }

    /// Lines under a title, where there are any.
    mutating func list(_ title: String, _ lines: [String]) {
        guard !lines.isEmpty else { return }
        heading(title)
        for line in lines { text += "  \(Printable.escape(line))\n" }
    }

    /// What instantiating it leads to beyond what was asked.
    mutating func describe(_ findings: [FieldFinding]) {
        list(
            "Can't be instantiated",
            findings.filter { $0.use.kind == .refused }.reduce(into: [String]()) { lines, finding in
                let line = "\(finding.title): \(finding.use.note)"
                if !lines.contains(line) { lines.append(line) }
            })
        list("Has no effect", FieldFinding.warnings(findings).map { $0.replacing(" has no effect:", with: ":") })
    }
}

/// Parts of descriptors in words.
enum DescriptorWords {
    /// `a=1, b=2`
    static func map(_ values: [String: String]) -> String {
        values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    }

    static func map(_ values: [String: DescriptorValue]) -> String {
        map(
            values.mapValues {
                $0.text ?? JSONText.render(JSONValue($0)).replacing("\n", with: "").replacing("  ", with: "")
            })
    }

    /// `vdu: 2, other: 1`
    static func counts(_ values: [String: Int]) -> String {
        values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }

    /// `1 to 3`
    static func bounds(_ minimum: Int, _ maximum: Int) -> String {
        minimum == maximum ? "\(minimum)" : "\(minimum) to \(maximum)"
    }

    static func bytes(_ count: Int) -> String { Format.bytes(Int64(count)) }

    /// `1 Gbit/s`
    static func bitrate(_ bits: Int) -> String {
        var value = Double(bits)
        for unit in ["bit/s", "kbit/s", "Mbit/s", "Gbit/s"] {
            if value < 1000 || unit == "Gbit/s" { return "\(SVGText.number(value)) \(unit)" }
            value /= 1000
        }
        return ""
    }

    static func protocols(_ layers: [LayerProtocol]) -> String { layers.map(\.rawValue).joined(separator: " ") }

    static func image(_ image: SoftwareImage) -> String {
        let name = [image.name, image.version].filter { !$0.isEmpty }.joined(separator: " ")
        let facts = [
            image.diskFormat, image.sizeBytes > 0 ? bytes(image.sizeBytes) : nil, image.operatingSystem,
            image.supportedVirtualisationEnvironments.isEmpty
                ? nil : "for " + image.supportedVirtualisationEnvironments.joined(separator: ", "),
        ].compactMap { $0 }
        return "\(name) (\(facts.joined(separator: ", "))), \(image.location)"
    }

    static func readiness(_ readiness: Readiness) -> String? {
        switch readiness.probe {
        case .none: nil
        case .agent: "ready by the agent"
        case .guestAgent: "ready by the guest agent"
        case .serial: "ready by its serial port"
        case .tcp(let cp, let port): "ready by TCP port \(port) of \(cp)"
        }
    }

    /// What a VDU asks for beyond processors and memory.
    static func needs(_ vdu: VDU) -> [String] {
        let compute = vdu.compute
        var needs: [String?] = [compute.cpuArchitecture]
        if compute.cpuPinningPolicy == .static { needs.append("cores of its own") }
        switch compute.pageSize {
        case .large: needs.append("huge pages")
        case .bytes(let size): needs.append("pages of \(bytes(size))")
        case .small, nil: break
        }
        if compute.isNUMAEnabled { needs.append("NUMA" + (compute.numaNodes.map { ", \($0) nodes" } ?? "")) }
        if let clock = compute.cpuClockHertz { needs.append("\(SVGText.number(clock / 1e9)) GHz") }
        needs += compute.requestedCapabilities.map { $0.name + ($0.isMandatory ? "" : " if there is one") }
        needs.append(readiness(vdu.readiness))
        return needs.compactMap { $0 }
    }
}
