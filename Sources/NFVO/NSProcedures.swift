package import MANOModel
package import Operations

/// The procedures of NS instances, by operation.
package enum NSProcedures {
    package static func all(sources: Sources) -> [OperationEngine.ProcedureKey: any Procedure] {
        [
            .init(isNS: true, operation: .instantiate): InstantiateNSProcedure(sources: sources),
            .init(isNS: true, operation: .scale): ScaleNSProcedure(),
            .init(isNS: true, operation: .heal): HealNSProcedure(),
            .init(isNS: true, operation: .terminate): TerminateNSProcedure(),
        ]
    }
}
