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
    package static let ensureUplink = "uplink.ensure"
    package static let removeUplink = "uplink.remove"
    package static let haltGuest = "guest.halt"
    package static let moveGuest = "guest.move"
    package static let keepGuest = "guest.keep"
    /// After which a guest that moves is where it was to go.
    package static let arrivals: Set<String> = [moveGuest, startGuest]
    package static let copyVolume = "volume.copy"
    package static let applyGraph = "graph.apply"
    package static let removeGraph = "graph.remove"
}
