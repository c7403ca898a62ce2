import Infrastructure
import MANOModel
package import SOL
import Store

extension InsightService {
    /// Bytes of one answer, whatever the number of guests.
    private static let mostBytes = 1 << 20
    private static let mostLines = 10_000
    private static let usualLines = 100

    /// The last lines that the guests of a VNF have printed. Throws `.notFound`, `.unprocessable` for numbers out of range,
    /// and where a guest's log can't be read.
    ///
    /// - Parameters:
    ///   - guest: of one of them alone: its id or name.
    ///   - lines: of each, 1 to 10,000; nil: 100.
    ///   - end: of an earlier answer about one guest: only what came after it.
    package func logs(
        _ id: String, guest: String?, lines: Int?, after end: Int64?
    ) async throws -> [ManifoldAPI.GuestLog] {
        let lines = lines ?? Self.usualLines
        guard (1...Self.mostLines).contains(lines) else {
            throw ManifoldError(.unprocessable, "\(lines) lines can't be shown", remedy: "from 1 to \(Self.mostLines)")
        }
        let (vnf, flavour) = try await store.read { reading in
            let vnf = try reading.get(Identifier<VNFInstance>(id)).value
            return (vnf, try reading.get(vnf.packageID).value.vnfd?.flavour(vnf.instantiated?.flavourID))
        }
        var vnfcs = vnf.instantiated?.vnfcs ?? []
        if let guest {
            vnfcs.removeAll { $0.id.rawValue != guest && vnf.guestName(of: $0, flavour) != guest }
            guard !vnfcs.isEmpty else {
                throw ManifoldError(
                    .notFound, "VNF \(vnf.name ?? id) has no guest \(guest)", remedy: "manifold vnf show lists them")
            }
        }
        guard end == nil || vnfcs.count == 1, end ?? 0 >= 0 else {
            throw ManifoldError(
                .unprocessable, "after goes with one guest, and is the end of an earlier answer",
                remedy: "name the guest by vnfc")
        }
        let bytes = Self.mostBytes / max(vnfcs.count, 1)
        let observer = observer
        return try await withThrowingTaskGroup(of: (Int, ManifoldAPI.GuestLog).self) { group in
            for (index, vnfc) in vnfcs.enumerated() {
                group.addTask {
                    let name = vnf.guestName(of: vnfc, flavour)
                    do {
                        let log = try await observer.log(of: vnfc, after: end, bytes: bytes)
                        return (
                            index,
                            .init(
                                vnfcId: vnfc.id.rawValue, name: name, text: Self.last(lines, of: log.text), end: log.end
                            )
                        )
                    } catch let error as ManifoldError {
                        throw ManifoldError(
                            error.code, "what guest \(name) has printed can't be read", cause: error.description)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// A last line without an end is one as well.
    package static func last(_ count: Int, of text: String) -> String {
        var missing = count
        let bytes = text.utf8
        var index = bytes.endIndex
        while index > bytes.startIndex {
            let before = bytes.index(before: index)
            if bytes[before] == UInt8(ascii: "\n"), index < bytes.endIndex {
                missing -= 1
                if missing == 0 { break }
            }
            index = before
        }
        return String(text[index...])
    }
}
