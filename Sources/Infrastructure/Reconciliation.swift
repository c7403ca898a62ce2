package import MANOModel

/// What should be on hosts against what is there; no I/O.
package enum Reconciliation {
    /// Something of ours on one host.
    package struct Resource: Sendable, Hashable {
        package var hostID: Identifier<Host>
        package var kind: Kind
        /// Outside: of a domain, a volume, a port; for a graph its id.
        package var name: String
        /// The id that it belongs to.
        package var owner: String

        package init(hostID: Identifier<Host>, kind: Kind, name: String, owner: String) {
            self.hostID = hostID
            self.kind = kind
            self.name = name
            self.owner = owner
        }
    }

    package enum Kind: String, Sendable, CaseIterable {
        case guest, volume, port, endpoint, graph
    }

    /// One difference.
    package struct Finding: Sendable, Hashable {
        package var problem: Problem
        package var resource: Resource

        package init(_ problem: Problem, _ resource: Resource) {
            self.problem = problem
            self.resource = resource
        }
    }

    package enum Problem: String, Sendable {
        /// It is there and nothing in the store accounts for it.
        case leftover
        /// It should be there.
        case missing
        /// Its name is there, but it belongs to something else.
        case foreign
    }

    /// What the store accounts for.
    package struct Expectation: Sendable, Equatable {
        /// What has to be there.
        package var required: Set<Resource>
        /// What may be there.
        package var optional: Set<Resource>
        /// Owners that an operation works on: what they have may be there, may not be there yet, or no more.
        package var inWork: Set<String>

        package init(required: Set<Resource> = [], optional: Set<Resource> = [], inWork: Set<String> = []) {
            self.required = required
            self.optional = optional
            self.inWork = inWork
        }
    }

    /// Every difference, ordered by host, kind and name.
    ///
    /// - Parameter asked: the hosts that answered; nothing is said of others.
    package static func compare(
        expected: Expectation, found: Set<Resource>, asked: Set<Identifier<Host>>
    ) -> [Finding] {
        struct Place: Hashable {
            var hostID: Identifier<Host>
            var kind: Kind
            var name: String

            init(_ resource: Resource) {
                hostID = resource.hostID
                kind = resource.kind
                name = resource.name
            }
        }
        var findings: [Finding] = []
        let there = Dictionary(found.map { (Place($0), $0) }) { first, _ in first }
        var accounted = expected.optional
        for resource in expected.required where asked.contains(resource.hostID) {
            if found.contains(resource) {
                accounted.insert(resource)
            } else if !expected.inWork.contains(resource.owner) {
                let other = there[Place(resource)]
                if let other { accounted.insert(other) }
                findings.append(Finding(other == nil ? .missing : .foreign, resource))
            }
        }
        for resource in found.subtracting(accounted) where asked.contains(resource.hostID) {
            if !expected.inWork.contains(resource.owner) { findings.append(Finding(.leftover, resource)) }
        }
        return findings.sorted { left, right in
            let (a, b) = (left.resource, right.resource)
            return (a.hostID, a.kind.rawValue, a.name, a.owner) < (b.hostID, b.kind.rawValue, b.name, b.owner)
        }
    }
}
