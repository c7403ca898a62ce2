import MANOModel
import Store
import VNFM

/// An NS, or a VNF without one, with guests on a host, or with an occurrence that has them leave it.
struct ServiceOnHost: Sendable {
    var subject: OperationOccurrence.Subject
    var name: String
    /// On the host.
    var guests: Int
    /// The occurrence that holds it.
    var operation: OperationOccurrence?
    /// Occurrences that hold VNFs of it by themselves.
    var others: [OperationOccurrence]

    /// Its guests, or those of one of its VNFs, are on their way.
    var isMoving: Bool {
        operation?.state.isRunning == true || others.contains { $0.state.isRunning && $0.isAutomatic }
    }
}

extension Reading {
    /// The services with guests on a host, and those that are on their way from it, in the order of their ids.
    func services(leaving id: Identifier<Host>) throws -> [ServiceOnHost] {
        var found: [String: ServiceOnHost] = [:]
        func add(_ subject: OperationOccurrence.Subject, guests: Int, _ vnf: VNFInstance?) throws {
            let key = subject.rawID
            if found[key] == nil {
                let name: String
                switch subject {
                case .ns(let ns): name = try get(ns).value.name
                case .vnf(let vnf): name = try get(vnf).value.name ?? key
                }
                found[key] = ServiceOnHost(
                    subject: subject, name: name, guests: 0, operation: try openOperation(instance: key)?.value,
                    others: [])
            }
            found[key]?.guests += guests
            if let vnf, vnf.nsInstanceID != nil, let open = try openOperation(instance: vnf.id.rawValue)?.value,
                open.parent == nil
            {
                found[key]?.others.append(open)
            }
        }
        let guests = Dictionary(
            grouping: try self.guests(on: id, includingUnfinished: true), by: \.vnfInstanceID)
        for (vnfID, guests) in guests {
            let vnf = try get(vnfID).value
            try add(vnf.nsInstanceID.map { .ns($0) } ?? .vnf(vnf.id), guests: guests.count, vnf)
        }
        for operation in try openOperations().map(\.value) where operation.parent == nil {
            if Relocation(of: operation)?.from == id { try add(operation.subject, guests: 0, nil) }
            guard Migration(of: operation)?.leaves == id, case .vnf(let vnfID) = operation.subject else { continue }
            // Its guests have gone, and what is left of them not yet.
            let vnf = try get(vnfID).value
            if !guests.keys.contains(vnfID) {
                try add(vnf.nsInstanceID.map { .ns($0) } ?? .vnf(vnf.id), guests: 0, vnf)
            }
        }
        return found.values.sorted { $0.subject.rawID < $1.subject.rawID }
    }
}
