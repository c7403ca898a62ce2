import MANOModel
package import Operations

/// The procedures of VNF instances, by operation.
package enum VNFProcedures {
    package static func all(_ context: VNFProcedureContext) -> [OperationEngine.ProcedureKey: any Procedure] {
        [
            .init(isNS: false, operation: .instantiate): InstantiateVNFProcedure(context),
            .init(isNS: false, operation: .scale): ScaleVNFProcedure(context),
            .init(isNS: false, operation: .heal): HealVNFProcedure(context),
            .init(isNS: false, operation: .terminate): TerminateVNFProcedure(context),
        ]
    }
}
