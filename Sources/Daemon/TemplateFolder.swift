import Foundation
import MANOModel

/// Where the operator's templates are.
enum TemplateFolder {
    /// The folder named, or the first that there is: beside the installation, in the working folder, above the program.
    static func find(_ named: String?) throws -> String {
        var candidates = [named, ProcessInfo.processInfo.environment["MANIFOLD_TEMPLATES"]].compactMap { $0 }
        if candidates.isEmpty {
            candidates = ["/etc/manifold/templates", "/usr/share/manifold/templates", "Templates"]
            var folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            for _ in 0..<4 {
                candidates.append(folder.appendingPathComponent("Templates").path)
                folder = folder.deletingLastPathComponent()
            }
        }
        for folder in candidates where access(folder + "/cloud-init", R_OK | X_OK) == 0 {
            return URL(fileURLWithPath: folder).standardizedFileURL.path
        }
        throw ManifoldError(
            .internal, "there are no templates at \(candidates.joined(separator: ", "))",
            remedy: "name the folder with --templates: it is Templates in Manifold's source")
    }
}
