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
    let texts = DecodedTexts()

    func compile(_ properties: CheckedValue, knownInputs: Set<String>) -> DeploymentFlavour {
        var flavour = DeploymentFlavour(
            id: properties["flavour_id"]?.string ?? "", description: properties["flavour_description"]?.string ?? "",
            defaultInstantiationLevelID: "")
        flavour.inputs = topology.inputs.filter { !knownInputs.contains($0.name) }.map {
            SharedData.input($0.name, $0.definition)
        }
        compileStorages(&flavour)
        compileContainers(&flavour)
        compileVDUs(&flavour)
        compileVirtualLinks(&flavour)
        compileCps(&flavour)
        compileExternalCps(&flavour)
        compileScaling(&flavour)
        compileInstantiationLevels(&flavour)
        checkInstanceBounds(flavour)
        compileRules(&flavour)
        compileLifecycle(&flavour, properties)
        return flavour
    }
}
