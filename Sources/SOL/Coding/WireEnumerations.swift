import MANOModel

/// The values of the enumerations that requests have, by the type's name: what an error names where a value is none of
/// them.
enum WireEnumerations {
    static let values: [String: [String]] = [
        entry(OperationalState.self), entry(OperationOccurrence.CancelMode.self),
        entry(SOL003.ScaleVnfRequest.Direction.self),
        entry(SOL003.TerminateVnfRequest.TerminationType.self),
        entry(ManifoldAPI.CreateNetworkRequest.AttachmentType.self),
        entry(SOL005.HealNsData.DegreeHealing.self), entry(SOL005.ScaleVnfData.ScaleVnfType.self),
        entry(SOL005.ScaleNsRequest.ScaleType.self),
    ].reduce(into: [:]) { $0[$1.name] = $1.values }

    private static func entry<Value: CaseIterable & RawRepresentable<String>>(
        _ type: Value.Type
    ) -> (name: String, values: [String]) {
        ("\(type)", type.allCases.map(\.rawValue))
    }
}
