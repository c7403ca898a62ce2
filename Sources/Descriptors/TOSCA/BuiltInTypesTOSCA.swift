extension BuiltInTypes {
    /// What the TOSCA Simple Profile itself brings, as far as SOL001's types derive from it (1.3, clause 5).
    static let tosca = """
        data ~Root
        data ~json
        data ~xml
        data ~Credential
          protocol string
          token_type! string = password
          token! string
          keys {string}
          user string
        data ~TimeInterval
          start_time! timestamp
          end_time! timestamp
        artifact ~Root
        artifact ~File
        artifact ~Deployment
        artifact ~Deployment.Image : ~Deployment
        artifact ~Deployment.Image.Container.Docker : ~Deployment.Image
        artifact ~Deployment.Image.VM : ~Deployment.Image
        artifact ~Deployment.Image.VM.ISO : ~Deployment.Image.VM
        artifact ~Deployment.Image.VM.QCOW2 : ~Deployment.Image.VM
        artifact ~Implementation
        artifact ~Implementation.Bash : ~Implementation
        artifact ~Implementation.Python : ~Implementation
        artifact ~template
        capability ~Root
        capability ~Node
        capability ~Compute
        capability ~Endpoint
        capability ~Storage
        relationship ~Root
        relationship ~DependsOn
        relationship ~HostedOn
        relationship ~ConnectsTo
        relationship ~AttachesTo
        relationship ~RoutesTo : ~ConnectsTo
        interface ~Root
        interface ~node.lifecycle.Standard
          op create
          op configure
          op start
          op stop
          op delete
        interface ~relationship.Configure
        node ~Root
          cap feature ~Node
          req dependency ~Node [0,*]
          int Standard ~node.lifecycle.Standard
        group ~Root
        policy ~Root
        policy ~Placement
        policy ~Scaling
        policy ~Update
        policy ~Performance
        """
}
