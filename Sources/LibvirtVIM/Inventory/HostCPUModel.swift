import Libvirt

/// The CPU that guests of one kind can have on a host: libvirt's `host-model`.
enum HostCPUModel {
    /// The names of all its features, in order; nil where libvirt tells of none.
    static func features(
        _ connection: Connection, emulator: String?, architecture: String, virtualization: String
    ) -> [String]? {
        guard
            let capabilities = try? XMLNode.parse(
                try connection.domainCapabilitiesXML(
                    emulator: emulator, architecture: architecture, virtualization: virtualization)),
            let mode = capabilities["cpu"]?.all("mode").first(where: { $0.attributes["name"] == "host-model" }),
            let model = mode["model"]?.text, !model.isEmpty
        else { return nil }
        let named = required(mode)
        let features = named.map { "<feature policy='require' name='\(XMLNode.escape($0))'/>" }.joined()
        let cpu = "<cpu mode='custom' match='exact'><model>\(XMLNode.escape(model))</model>\(features)</cpu>"
        // Those of the model itself come from libvirt's map of models; without it, what is named beyond it is what is known.
        let expanded = try? XMLNode.parse(
            try connection.expandedCPUXML(
                cpu, emulator: emulator, architecture: architecture, virtualization: virtualization))
        let disabled = mode.all("feature").filter { $0.attributes["policy"] == "disable" }
            .compactMap { $0.attributes["name"] }
        return Set(named + (expanded.map(required) ?? [])).subtracting(disabled).sorted()
    }

    private static func required(_ node: XMLNode) -> [String] {
        node.all("feature").filter { $0.attributes["policy"] == "require" }.compactMap { $0.attributes["name"] }
    }
}
