/// What `manifold validate` says of a path.
package struct DescriptorValidation: Sendable {
    /// A finding, and the line that it points at.
    package struct Finding: Sendable {
        package var diagnostic: Diagnostic
        /// nil where it is about a file as a whole, or the line can't be shown.
        package var line: String?

        package init(diagnostic: Diagnostic, line: String? = nil) {
            self.diagnostic = diagnostic
            self.line = line
        }
    }

    /// Sorted; files begin with the path that was given.
    package var findings: [Finding]
    /// Whether there was nothing to look at: the path leads nowhere, or may not be read.
    package var isUnreadable: Bool
    /// Whether there is a descriptor.
    package var isCompiled: Bool

    package var errors: Int { findings.count { $0.diagnostic.severity == .error } }
    package var warnings: Int { findings.count { $0.diagnostic.severity == .warning } }

    /// Everything that is wrong with a package, a folder laid out like one, or a template. Blocks: call from a thread that
    /// may.
    ///
    /// - Parameters:
    ///   - isStrict: whether warnings are errors.
    ///   - signatures: what is wanted of a package's signatures.
    package init(path: String, isStrict: Bool = false, signatures: SignaturePolicy = SignaturePolicy()) {
        let found: [Diagnostic]
        do {
            found = try PackageReader(signatures: signatures).read(at: path).warnings
            isCompiled = true
        } catch {
            found = error.diagnostics
            isCompiled = false
        }
        let lines = SourceLines(path: path, findings: found.map(\.finding))
        var shown: [String: String] = [path: path]
        findings = found.map { diagnostic in
            let line = lines[diagnostic.file, diagnostic.line]
            var diagnostic = diagnostic
            let file = shown[diagnostic.file] ?? Self.shown(diagnostic.file, in: path)
            shown[diagnostic.file] = file
            diagnostic.file = file
            if isStrict { diagnostic.severity = .error }
            return Finding(diagnostic: diagnostic, line: line)
        }.sorted { $0.diagnostic < $1.diagnostic }
        isUnreadable = !found.isEmpty && found.allSatisfy { $0.rule == .packageUnreadable }
    }

    /// Everything that is wrong with a descriptor that is in no file.
    package init(text: [UInt8], name: String) {
        self.init(texts: [name: text], entry: name)
    }

    /// Everything that is wrong with a descriptor whose files are in memory.
    package init(texts: [String: [UInt8]], entry: String) {
        let log = DiagnosticLog()
        var compiler = DescriptorCompiler(files: DescriptorFiles(texts: texts), log: log)
        isCompiled = compiler.compile(entry) != nil
        findings = log.sorted.map { Finding(diagnostic: $0) }
        isUnreadable = false
    }

    /// The findings alone.
    package static func validate(path: String) -> [Diagnostic] {
        DescriptorValidation(path: path).findings.map(\.diagnostic)
    }

    /// A file of a package as it is found from where the path counts.
    package static func shown(_ file: String, in path: String) -> String {
        guard PackageLayout.isDescriptor(path) else { return (path.hasSuffix("/") ? path : path + "/") + file }
        // A template was given: files of its package count from the folder that holds both.
        var folder = PackagePath.folder(of: path)
        while !folder.isEmpty, !(folder + file == path || PackagePath.folder(of: file).isEmpty) {
            let name = PackagePath.name(of: String(folder.dropLast()))
            guard file.hasPrefix(name + "/") else { break }
            folder = PackagePath.folder(of: String(folder.dropLast()))
        }
        return folder + file
    }
}
