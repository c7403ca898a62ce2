import MANOModel
import Store

/// A VNF with what is going on with it, as it was read at once.
struct VNFCondition: Sendable {
    /// Nil: it was deleted.
    var vnf: VNFInstance?
    /// The occurrence that holds it.
    var operation: OperationOccurrence?
    /// The VNFCs that the steps of that occurrence are about.
    var touched: Set<Identifier<VNFC>> = []
    /// The occurrence that holds its NS.
    var nsOperation: OperationOccurrence?
    /// Of its alarms those that are not cleared.
    var alarms: [Alarm] = []
    /// The healing that was started last.
    var healing: OperationOccurrence?
    var hostNames: [Identifier<Host>: String] = [:]
}

extension VNFCondition {
    init(_ id: Identifier<VNFInstance>, healing: Identifier<OperationOccurrence>?, in reading: Reading) throws {
        alarms = try reading.openAlarms(vnf: id).map(\.value)
        do {
            let vnf = try reading.get(id).value
            self.vnf = vnf
            nsOperation = try vnf.nsInstanceID.flatMap { try reading.openOperation(instance: $0.rawValue)?.value }
        } catch let error as ManifoldError where error.code == .notFound {
            vnf = nil
        }
        operation = try reading.openOperation(instance: id.rawValue)?.value
        if let operation {
            touched = Set(try reading.steps(operation.id).map { Identifier($0.resourceID) })
        }
        self.healing = try healing.map { try reading.get($0).value }
        hostNames = Dictionary(try reading.all(Host.self).map { ($0.value.id, $0.value.name) }) { first, _ in first }
    }
}
