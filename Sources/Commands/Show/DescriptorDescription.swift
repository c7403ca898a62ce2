import Descriptors
import MANOModel
import SOL

/// A package's descriptor as it is shown.
struct DescriptorDescription {
    private let content: PackageContent
    /// The one flavour that is shown; nil: all, and the default one in a picture.
    private let flavour: String?

    /// - Throws: `CommandFailure` where the flavour isn't there.
    init(_ content: PackageContent, flavour: String?) throws {
        self.content = content
        self.flavour = flavour
        let known: [String]
        switch content {
        case .vnf(let content): known = content.vnfd.flavours.map(\.id)
        case .nsd(let content): known = content.nsd.flavours.map(\.id)
        case .pnf: known = []
        }
        if let flavour, !known.contains(flavour) {
            throw CommandFailure.usage(
                "there is no deployment flavour \(flavour)"
                    + (known.isEmpty ? "" : "; there are \(known.joined(separator: ", "))"))
        }
    }

    private func isShown(_ id: String) -> Bool { flavour == nil || flavour == id }

    func text(width: Int?) -> String {
        var page = DescriptorText(width: width)
        switch content {
        case .vnf(let content):
            page.describe(content.vnfd)
            for flavour in content.vnfd.flavours where isShown(flavour.id) {
                page.describe(flavour, of: content.vnfd)
                page.describe(content.vnfd.findings(flavour: flavour))
            }
        case .nsd(let content):
            page.describe(content.nsd)
            for flavour in content.nsd.flavours where isShown(flavour.id) {
                page.describe(flavour, of: content.nsd)
                page.describe(content.nsd.findings(flavour: flavour))
            }
        case .pnf(let content):
            page.describe(content.pnfd)
        }
        return page.text
    }

    /// The model as it is, and what of it is refused or has no effect.
    var json: JSONValue {
        get throws {
            var members: [String: JSONValue] = [:]
            var refused: [String: JSONValue] = [:]
            var warnings: [String: JSONValue] = [:]
            func note(_ id: String, _ findings: [FieldFinding]) {
                warnings[id] = .array(FieldFinding.warnings(findings).map { .string($0) })
                let reasons = FieldFinding.refusal(findings, of: "flavour \(id)")
                refused[id] = .array(reasons.map { [.string($0.description)] } ?? [])
            }
            switch content {
            case .vnf(let content):
                var vnfd = content.vnfd
                vnfd.flavours.removeAll { !isShown($0.id) }
                for flavour in vnfd.flavours { note(flavour.id, vnfd.findings(flavour: flavour)) }
                members["vnfd"] = try JSONValue(encoding: vnfd)
            case .nsd(let content):
                var nsd = content.nsd
                nsd.flavours.removeAll { !isShown($0.id) }
                for flavour in nsd.flavours { note(flavour.id, nsd.findings(flavour: flavour)) }
                members["nsd"] = try JSONValue(encoding: nsd)
            case .pnf(let content):
                members["pnfd"] = try JSONValue(encoding: content.pnfd)
                return .object(members)
            }
            members["warnings"] = .object(warnings)
            members["refused"] = .object(refused)
            return .object(members)
        }
    }

    /// One flavour as a picture; nil for a PNFD.
    var topology: ManifoldAPI.Topology? {
        switch content {
        case .vnf(let content):
            let vnfd = content.vnfd
            return (vnfd.flavour(flavour) ?? vnfd.flavours.first).map { DescriptorPicture.topology($0, of: vnfd) }
        case .nsd(let content):
            let nsd = content.nsd
            return (nsd.flavour(flavour) ?? nsd.flavours.first).map { DescriptorPicture.topology($0, of: nsd) }
        case .pnf(let content): return DescriptorPicture.topology(content.pnfd)
        }
    }
}
