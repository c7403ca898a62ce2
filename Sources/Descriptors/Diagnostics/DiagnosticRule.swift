/// The rules that descriptors and packages are checked by. Raw values are shown to users and never change.
package enum DiagnosticRule: String, Codable, Sendable, Hashable, CaseIterable {
    // YAML
    case yamlSyntax = "yaml-syntax"
    case yamlDuplicateKey = "yaml-duplicate-key"
    case yamlKey = "yaml-key"
    case yamlAlias = "yaml-alias"
    case yamlBudget = "yaml-budget"

    // All languages
    case findingsExcess = "findings-excess"

    // TOSCA: the shape of a template
    case toscaVersion = "tosca-version"
    case toscaStructure = "tosca-structure"
    case toscaKeyUnknown = "tosca-key-unknown"
    case toscaKeyMissing = "tosca-key-missing"
    case importMissing = "import-missing"
    case repositoryUnknown = "repository-unknown"
    case typesVersion = "types-version"

    // TOSCA: types
    case typeUnknown = "type-unknown"
    case typeLoop = "type-loop"
    case typeDuplicate = "type-duplicate"
    case typeMisplaced = "type-misplaced"
    case typeRefinement = "type-refinement"

    // TOSCA: values
    case propertyUnknown = "property-unknown"
    case propertyMissing = "property-missing"
    case propertyDeprecated = "property-deprecated"
    case propertyType = "property-type"
    case propertyConstraint = "property-constraint"
    case constraintInvalid = "constraint-invalid"
    case inputUnknown = "input-unknown"
    case inputUnresolved = "input-unresolved"
    case functionInvalid = "function-invalid"

    // TOSCA: the topology
    case nodeUnknown = "node-unknown"
    case capabilityUnknown = "capability-unknown"
    case requirementUnknown = "requirement-unknown"
    case requirementMissing = "requirement-missing"
    case requirementExcess = "requirement-excess"
    case requirementTarget = "requirement-target"
    case relationshipUnknown = "relationship-unknown"
    case nodeFilter = "node-filter"
    case capabilityExcess = "capability-excess"
    case interfaceUnknown = "interface-unknown"
    case operationUnknown = "operation-unknown"
    case policyTarget = "policy-target"
    case groupMember = "group-member"
    case substitutionMapping = "substitution-mapping"

    // SOL001: VNFDs
    case descriptorKind = "descriptor-kind"
    case descriptorIdentifier = "descriptor-id"
    case flavourMissing = "flavour-missing"
    case flavourDuplicate = "flavour-duplicate"
    case ownNodeExcess = "own-node-excess"
    case vduMissing = "vdu-missing"
    case vduProfile = "vdu-profile"
    case vduImage = "vdu-image"
    case imageChecksum = "image-checksum"
    case imageSize = "image-size"
    case imageFormat = "image-format"
    case bootData = "boot-data"
    case bootPlaceholder = "boot-placeholder"
    case readiness = "readiness"
    case metadataUnknown = "metadata-unknown"
    case cpUnbound = "cp-unbound"
    case cpUnconnected = "cp-unconnected"
    case cpOrder = "cp-order"
    case cpManagement = "cp-management"
    case vnicType = "vnic-type"
    case addressInvalid = "address-invalid"
    case scalingAspect = "scaling-aspect"
    case scalingDelta = "scaling-delta"
    case instantiationLevel = "instantiation-level"
    case instanceBounds = "instance-bounds"
    case ipProtocol = "ip-protocol"
    case portRange = "port-range"
    case lcmScript = "lcm-script"
    case coordinationAction = "coordination-action"

    // SOL001: NSDs
    case profileConnectivity = "profile-connectivity"
    case sapUnattached = "sap-unattached"
    case forwardingGraph = "forwarding-graph"
    case forwardingPath = "forwarding-path"
    case pathRule = "path-rule"
    case pathPrecedence = "path-precedence"
    case dependencyLoop = "dependency-loop"

    // SOL006: texts and their data trees
    case jsonSyntax = "json-syntax"
    case xmlSyntax = "xml-syntax"
    case xmlDocumentType = "xml-doctype"
    case sol006Dialect = "sol006-dialect"
    case sol006Structure = "sol006-structure"
    case sol006NodeUnknown = "sol006-node-unknown"
    case sol006Type = "sol006-type"
    case sol006Range = "sol006-range"
    case sol006Pattern = "sol006-pattern"
    case sol006Enumeration = "sol006-enumeration"
    case sol006Argument = "sol006-argument"
    case sol006Namespace = "sol006-namespace"
    case sol006Missing = "sol006-missing"
    case sol006Elements = "sol006-elements"
    case sol006KeyMissing = "sol006-key-missing"
    case sol006KeyDuplicate = "sol006-key-duplicate"
    case sol006Choice = "sol006-choice"
    case sol006Condition = "sol006-condition"
    case sol006Reference = "sol006-reference"
    case sol006Must = "sol006-must"
    case sol006Extension = "sol006-extension"
    case sol006Omission = "sol006-omission"

    // SOL006: what becomes of them
    case sol006Several = "sol006-several"
    case sol006Attachment = "sol006-attachment"
    case sol006Scaling = "sol006-scaling"
    case sol006Path = "sol006-path"
    case sol006Image = "sol006-image"
    case sol006Unmapped = "sol006-unmapped"

    // SOL004 and SOL007: packages
    case packageUnreadable = "package-unreadable"
    case packageDamaged = "package-damaged"
    case packageEntryName = "package-entry-name"
    case packageEntryKind = "package-entry-kind"
    case packageEntryDuplicate = "package-entry-duplicate"
    case packageEncrypted = "package-encrypted"
    case packageBomb = "package-bomb"
    case packageEntryDefinitions = "package-entry-definitions"
    case packageMeta = "package-meta"
    case packageImageAbsent = "package-image-absent"
    case manifestSyntax = "manifest-syntax"
    case manifestMetadata = "manifest-metadata"
    case manifestMissing = "manifest-missing"
    case manifestSource = "manifest-source"
    case manifestAlgorithm = "manifest-algorithm"
    case manifestHash = "manifest-hash"
    case manifestSignature = "manifest-signature"
    case manifestUnlisted = "manifest-unlisted"
    case artifactMissing = "artifact-missing"
    case artifactChecksum = "artifact-checksum"

    // SOL004 5 and SOL007 5: signatures
    case signatureMissing = "signature-missing"
    case signatureDamaged = "signature-damaged"
    case signatureInvalid = "signature-invalid"
    case signatureCertificate = "signature-certificate"
    case signatureUntrusted = "signature-untrusted"

    /// What the rule is reported as where nothing else is said.
    package var severity: Diagnostic.Severity {
        switch self {
        case .manifestMissing, .manifestMetadata, .manifestSignature, .manifestUnlisted, .packageImageAbsent,
            .substitutionMapping,
            .pathPrecedence, .typeMisplaced, .typesVersion, .propertyDeprecated, .capabilityExcess, .lcmScript,
            .vnicType, .bootPlaceholder, .ownNodeExcess, .imageSize, .cpOrder, .sol006Image,
            .sol006Extension, .sol006Omission, .sol006Unmapped:
            .warning
        default: .error
        }
    }

    /// In which cases the rule is reported as the other of the two; nil: in none.
    package var exception: String? {
        switch self {
        case .toscaStructure: "for `workflows`, which nothing runs"
        case .typeDuplicate: "where a type of the standard's comes in two files, of which the first one counts"
        case .propertyMissing: "for a description, on which nothing depends"
        case .propertyConstraint: "for a storage of 0 bytes, and for a size of pages that is none"
        case .constraintInvalid: "for what a `schema` says beyond what values are compared with"
        case .substitutionMapping: "where it leads nowhere, is a slip, or exposes a CP twice"
        case .vduImage: "where there is no image at all"
        case .imageChecksum: "in SOL006 for an image that is elsewhere, which is refused when it is fetched"
        case .bootData: "in SOL006 for a file that may come when the package is packed"
        case .addressInvalid: "where a prefix has bits behind its length"
        case .scalingDelta: "where a step has no delta, and adds nothing"
        case .instantiationLevel:
            "where the default is left open, so that the first level is it, and where a level's numbers contradict its scale levels"
        case .instanceBounds: "for VDUs, whose levels are refused when they are asked for"
        case .sapUnattached: "in SOL006 where the link is found otherwise"
        case .pathRule: "where a path has no rule"
        case .pathPrecedence: "where it is no number"
        case .sol006Range: "for 0 where something is needed that is larger"
        case .sol006Several: "for what stands beside an NSD"
        case .sol006Attachment: "where the CP of a VDU has the same name"
        case .packageEntryName: "in a folder, for a file that is not packed"
        case .packageMeta: "for what nothing depends on"
        case .manifestSyntax: "for a name that is near to none"
        case .manifestMetadata: "where it is another descriptor's identifier"
        case .manifestSource: "in a folder, which may not be complete, and where there is no hash"
        case .manifestAlgorithm:
            "where the name is not IANA's, and clear, and in `checksums.txt`, where the algorithm follows from the length"
        case .manifestUnlisted: "where the server takes signed packages only, and the manifest is signed"
        case .artifactChecksum: "where the algorithm is none that is known here"
        case .signatureUntrusted: "without a trust store, unless signatures are required"
        default: nil
        }
    }
}
