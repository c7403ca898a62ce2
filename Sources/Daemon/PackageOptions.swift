import ArgumentParser
import Descriptors
import NFVO

/// Which packages and images are let in. What it means is in Docs/packages.md.
struct PackageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What is done about the signatures of packages: required, verify (those that are there), ignore.",
            valueName: "policy"))
    var packageSignatures: SignaturePolicy.Mode = .verify

    @Option(
        help: ArgumentHelp(
            "File or folder with the certificates that signers are traced back to, and with revocation lists (PEM, DER).",
            valueName: "path"),
        completion: .file())
    var trustStore: String?

    @Option(
        help: ArgumentHelp(
            "From where images and packages are fetched by URL: any, public (no private addresses), none.",
            valueName: "reach"))
    var imageSources: ImageSources.Reach = .any

    @Option(
        help: ArgumentHelp(
            "Folder that images named by file: URLs are in; without it there are none.", valueName: "folder"),
        completion: .directory)
    var imageFolder: String?

    @Option(help: ArgumentHelp("Bytes that a fetched image may have.", valueName: "bytes"))
    var imageLimit: Int64 = 64 << 30

    @Option(help: ArgumentHelp("Seconds that fetching an image may take.", valueName: "seconds"))
    var imageTime: Int = 3600

    @Option(
        help: ArgumentHelp(
            "Keys of the servers that images may come from by sftp (OpenSSH's known_hosts).", valueName: "file"),
        completion: .file())
    var imageKnownHosts: String?

    @Option(
        help: ArgumentHelp("Private key for fetching images by sftp.", valueName: "file"), completion: .file())
    var imageKey: String?

    /// Throws where the policy can't be followed, such as a trust store that can't be read. Blocks.
    func intake() throws -> PackageIntake {
        let signatures = SignaturePolicy(mode: packageSignatures, trustStore: trustStore)
        if let problem = signatures.problem { throw ValidationError(problem) }
        guard imageLimit > 0, imageTime > 0 else { throw ValidationError("limits of images are larger than 0") }
        return PackageIntake(
            signatures: signatures,
            images: ImageSources(
                reach: imageSources, folder: imageFolder, maximumBytes: imageLimit, deadline: .seconds(imageTime),
                knownHostsFile: imageKnownHosts, keyFile: imageKey))
    }
}

extension SignaturePolicy.Mode: ExpressibleByArgument {}
extension ImageSources.Reach: ExpressibleByArgument {}
