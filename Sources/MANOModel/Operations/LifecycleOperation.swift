/// The life-cycle operations, of VNFs (SOL003 LcmOperationType) and of NSs (SOL005 NsLcmOpType).
package enum LifecycleOperation: String, Codable, Sendable, CaseIterable {
    case instantiate = "INSTANTIATE"
    case scale = "SCALE"
    case heal = "HEAL"
    case terminate = "TERMINATE"
}
