extension VNFD {
    /// What this descriptor has, in one of its flavours, that is refused or has no effect.
    package func findings(flavour: DeploymentFlavour) -> [FieldFinding] {
        FieldTable.vnfd.findings(in: self) + FieldTable.flavour.findings(in: flavour)
    }
}

extension NSD {
    /// What this descriptor has, in one of its flavours, that is refused or has no effect.
    package func findings(flavour: NSDeploymentFlavour) -> [FieldFinding] {
        FieldTable.nsd.findings(in: self) + FieldTable.nsFlavour.findings(in: flavour)
    }
}
