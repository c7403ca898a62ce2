/// The kinds of steps on hosts; the raw values are in databases.
package enum StepKind {
    package static let ensureImage = "image.ensure"
    package static let createVolume = "volume.create"
    package static let createConfigDrive = "config-drive.create"
    package static let removeVolumes = "volume.remove"
    package static let attachPorts = "ports.attach"
    package static let detachPorts = "ports.detach"
    package static let startGuest = "guest.start"
    package static let removeGuest = "guest.remove"
    package static let awaitReady = "guest.ready"
    package static let ensureEndpoint = "endpoint.ensure"
    package static let applyGraph = "graph.apply"
    package static let removeGraph = "graph.remove"
}
