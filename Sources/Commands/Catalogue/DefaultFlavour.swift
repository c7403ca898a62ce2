import BlockingPool
import Client
import Descriptors
import Glibc
import MANOModel
import SOL

/// The deployment flavour that is meant where none is named: the descriptor's default one, or its only one. The descriptor
/// is fetched for it, because NsdInfo and VnfPkgInfo don't tell their flavours.
extension ManifoldClient {
    func defaultFlavour(ofNSD id: String) async throws -> String {
        try await flavour { try await downloadDescriptor(SOL005.NsdInfo.self, id, to: $0) }
    }

    func defaultFlavour(ofVNFD id: String) async throws -> String {
        guard let package = try await entries(SOL005.VnfPkgInfo.self).first(where: { $0.value.vnfdId == id }) else {
            throw CommandFailure.failed("there is no package with the VNFD \(id)")
        }
        return try await flavour { try await downloadDescriptor(SOL005.VnfPkgInfo.self, package.value.id, to: $0) }
    }

    private func flavour(_ download: (String) async throws -> Void) async throws -> String {
        let folder = try await BlockingPool.files.run {
            var template = Array("/tmp/manifold-XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else {
                throw CommandFailure.failed("cannot make a folder in /tmp: \(String(cString: strerror(errno)))")
            }
            return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        let file = "\(folder)/descriptor.csar"
        let result: Result<(standard: String?, all: [String]), any Error>
        do {
            try await download(file)
            result = .success(try await BlockingPool.files.run { Self.flavours(in: file) })
        } catch {
            result = .failure(error)
        }
        try await BlockingPool.files.run {
            unlink(file)
            rmdir(folder)
        }
        let flavours = try result.get()
        guard let flavour = flavours.standard else {
            throw CommandFailure.usage(
                flavours.all.isEmpty
                    ? "the descriptor's flavours can't be read: say which with --flavour"
                    : "there are several flavours: give one of them with --flavour: "
                        + flavours.all.joined(separator: ", "))
        }
        return flavour
    }

    private static func flavours(in file: String) -> (standard: String?, all: [String]) {
        switch try? PackageReader(isPartial: true).read(at: file) {
        case .vnf(let content): (content.vnfd.flavour(nil)?.id, content.vnfd.flavours.map(\.id))
        case .nsd(let content): (content.nsd.flavour(nil)?.id, content.nsd.flavours.map(\.id))
        case .pnf, nil: (nil, [])
        }
    }
}
