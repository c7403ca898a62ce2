import MANOModel
import YAML

/// Compiles one deployment flavour of a VNF from its checked topology.
struct FlavourCompiler {
    let topology: CheckedTopology
    let log: DiagnosticLog
    let files: DescriptorFiles
    let images: ImageReferences
    /// The node that the topology stands for, where it has one.
    let vnf: CheckedNode?

    func compile(_ properties: CheckedValue, knownInputs: Set<String>) -> DeploymentFlavour {
        var flavour = DeploymentFlavour(
            id: properties["flavour_id"]?.string ?? "", description: properties["flavour_description"]?.string ?? "",
            defaultInstantiationLevelID: "")
        flavour.inputs = topology.inputs.filter { !knownInputs.contains($0.name) }.map {
            SharedData.input($0.name, $0.definition)
        }
        compileStorages(&flavour)
        compileVDUs(&flavour)
        compileVirtualLinks(&flavour)
        compileCps(&flavour)
        compileExternalCps(&flavour)
        compileScaling(&flavour)
        compileInstantiationLevels(&flavour)
        checkInstanceBounds(flavour)
        compileRules(&flavour)
        flavour.monitoringParameters = SharedData.monitoringParameters(properties["monitoring_parameters"])
        flavour.operations = operations(properties["lcm_operations_configuration"])
        flavour.interfaceOperations = vnf.map { SharedData.interfaceOperations($0, interface: "Vnflcm") } ?? []
        if let profile = properties["vnf_profile"] {
            flavour.profile = VnfInstancesProfile(
                minNumberOfInstances: profile["min_number_of_instances"]?.int ?? 0,
                maxNumberOfInstances: profile["max_number_of_instances"]?.int ?? 0,
                instantiationLevelID: profile["instantiation_level"]?.string,
                serviceAvailabilityLevel: profile["service_availability_level"]?.int)
        }
        return flavour
    }

    private func operations(_ value: CheckedValue?) -> LcmOperationsConfiguration {
        LcmOperationsConfiguration(
            scalingByMoreThanOneStepSupported: value?["scale"]?["scaling_by_more_than_one_step_supported"]?.bool
                ?? false,
            arbitraryTargetLevelsSupported: value?["scale_to_level"]?["arbitrary_target_levels_supported"]?.bool
                ?? false,
            healCauses: value?["heal"]?["causes"]?.strings ?? [],
            terminateMinGracefulTimeout: value?["terminate"]?["min_graceful_termination_timeout"]?.double,
            terminateMaxGracefulTimeout: value?["terminate"]?["max_recommended_graceful_termination_timeout"]?.double,
            operateMinGracefulStopTimeout: value?["operate"]?["min_graceful_stop_timeout"]?.double,
            operateMaxGracefulStopTimeout: value?["operate"]?["max_recommended_graceful_stop_timeout"]?.double)
    }
}
