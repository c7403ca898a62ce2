import Foundation
import Testing

@testable import Descriptors

/// The YANG modules of SOL006, found by `MANIFOLD_SHARED`; nil in a clone without them.
let sharedModules: String? = {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    let shared =
        ProcessInfo.processInfo.environment["MANIFOLD_SHARED"]
        ?? repository.deletingLastPathComponent().appendingPathComponent("shared").path
    let path = URL(fileURLWithPath: shared, relativeTo: repository).path + "/etsi/sol006/3.7.1"
    return FileManager.default.fileExists(atPath: path) ? path : nil
}()

@Suite(
    "The schema of SOL006",
    .enabled(if: sharedModules != nil, "there is no shared folder with YANG modules: set MANIFOLD_SHARED"))
struct SchemaComparisonTests {
    /// What we read otherwise than the modules have it.
    private struct Difference {
        var path: String
        var fact: String
        var theirs: String?
        var ours: String?
        var reason: String
    }

    private static let differences: [Difference] = {
        var list: [Difference] = []
        let layers = [
            ("l2-protocol-data", "Ethernet|MPLS|ODU2|Pseudo-Wire", "ethernet|mpls|odu2|pseudo-wire"),
            ("l3-protocol-data", "IPv4|IPv6", "ipv4|ipv6"),
        ]
        for root in ["vnfd", "nsd"] {
            for (name, theirs, ours) in layers {
                list.append(
                    Difference(
                        path: "/\(root)/df/virtual-link-profile/virtual-link-protocol-data/\(name)", fact: "when",
                        theirs: "../associated-layer-protocol=\(theirs)", ours: "../associated-layer-protocol=\(ours)",
                        reason: "no identity is spelt with capitals, so the condition could never hold"))
            }
        }
        for (path, why) in [
            ("/vnfd/df/scaling-aspect/aspect-delta-details/step-deltas", "IFA011 7.1.10.3 has a delta for each step"),
            ("/nsd/df/scaling-aspect/scaling-level", "IFA014 6.7.2.2 has a list of levels"),
            ("/nsd/vnffgd/virtual-link-profile-id", "IFA014 6.4.2.2 has a list of links"),
        ] {
            list.append(Difference(path: path, fact: "kind", theirs: "leaf", ours: "leaf-list", reason: why))
        }
        list.append(
            Difference(
                path: "/vnfd/configurable-properties/vnfm-interface-info/interface-name", fact: "type",
                theirs: "string/vnf-[lcm|pm|fm]/", ours: "string/vnf-(lcm|pm|fm)/",
                reason: "brackets make a set of characters, so that `vnf-lcm` itself would not match"))
        list.append(
            Difference(
                path: "/vnfd/virtual-storage-desc/file-storage-data/int-virtual-link-desc", fact: "also",
                ours: "../../../int-virtual-link-desc/id",
                reason: "the path leads to software images, the name and IFA011 7.1.9.4.5 say virtual links"))
        list.append(
            Difference(
                path: "/vnfd/df/virtual-link-profile/flavour", fact: "also", ours: "deref(../id)/../flavour/id",
                reason: "the path leads to links of external CPs only, and to any of them"))
        for profile in ["vnf-profile", "pnf-profile", "ns-profile"] {
            list.append(
                Difference(
                    path: "/nsd/df/\(profile)/virtual-link-connectivity/virtual-link-profile-id", fact: "also",
                    ours: "../../../../virtual-link-desc/id",
                    reason: "where a flavour has no profiles of links, the field names the links themselves"))
        }
        for end in ["primary", "secondary"] {
            for (kind, name) in [("vnf-profile", "vnf-profile"), ("ns-profile", "ns-profile")] {
                list.append(
                    Difference(
                        path: "/nsd/df/dependencies/\(end)-\(kind)", fact: "also", ours: "../../\(name)/id",
                        reason:
                            "the name says profile, the path leads to descriptors, of which there may be several profiles"
                    ))
            }
        }
        return list
    }()

    private func modules() throws -> YANGModules {
        let folder = try #require(sharedModules)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yang") }
        #expect(names.count == 8)
        return YANGModules(
            texts: try names.map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) })
    }

    @Test("every node, type, range, key and condition of the modules is in the notation, and nothing else")
    func same() throws {
        let modules = try modules()
        let root = SchemaModules.schema(withExtensions: false)
        var used: Set<Int> = []
        var count = 0
        for kind in root.children {
            let theirs = modules.facts(grouping: kind.name)
            let ours = SchemaFacts.facts(kind)
            count += theirs.count
            #expect(Set(theirs.keys).subtracting(ours.keys).sorted() == [])
            #expect(Set(ours.keys).subtracting(theirs.keys).sorted() == [])
            for (path, facts) in theirs {
                guard let own = ours[path] else { continue }
                for fact in Set(facts.keys).union(own.keys) where facts[fact] != own[fact] {
                    let known = Self.differences.firstIndex {
                        $0.path == path && $0.fact == fact && $0.theirs == facts[fact] && $0.ours == own[fact]
                    }
                    if let known { used.insert(known) }
                    #expect(
                        known != nil,
                        "\(path) \(fact): the module has \(facts[fact] ?? "none"), we have \(own[fact] ?? "none")")
                }
            }
        }
        #expect(count > 600)
        for (index, difference) in Self.differences.enumerated() {
            #expect(used.contains(index), "\(difference.path) is no difference any more: \(difference.reason)")
        }
    }

    @Test("identities are those of the modules")
    func identities() throws {
        let notation = SchemaNotation([SchemaModules.common])
        #expect(notation.identities == (try modules()).identities)
    }

    @Test("what Open Source MANO adds changes no node of the standard")
    func extensions() {
        let plain = SchemaModules.schema(withExtensions: false)
        for kind in plain.children {
            let extended = SchemaModules.root.child(kind.name)
            #expect(extended.map { SchemaFacts.facts($0) } == SchemaFacts.facts(kind))
            #expect(
                extended.map { SchemaFacts.facts($0, withExtensions: true).count } ?? 0 >= SchemaFacts.facts(kind).count
            )
        }
    }
}
