import Dataplane
package import MANOModel
import VIM

/// The payloads of the steps on hosts, version 1 each.
package enum Payloads {
    package struct Image: HostPayload {
        package var hostID: Identifier<Host>
        package var image: ImageSource

        package init(hostID: Identifier<Host>, image: ImageSource) {
            self.hostID = hostID
            self.image = image
        }
    }

    package struct Volume: HostPayload {
        package var hostID: Identifier<Host>
        package var volume: VolumeSpec

        package init(hostID: Identifier<Host>, volume: VolumeSpec) {
            self.hostID = hostID
            self.volume = volume
        }
    }

    package struct ConfigDrive: HostPayload {
        package var hostID: Identifier<Host>
        package var drive: ConfigDriveData

        package init(hostID: Identifier<Host>, drive: ConfigDriveData) {
            self.hostID = hostID
            self.drive = drive
        }
    }

    /// Volumes or config drives to remove.
    package struct Removal: HostPayload {
        package var hostID: Identifier<Host>
        package var names: [String]

        package init(hostID: Identifier<Host>, names: [String]) {
            self.hostID = hostID
            self.names = names
        }
    }

    package struct Ports: HostPayload {
        package var hostID: Identifier<Host>
        package var ports: [PortSpec]

        package init(hostID: Identifier<Host>, ports: [PortSpec]) {
            self.hostID = hostID
            self.ports = ports
        }
    }

    package struct Guest: HostPayload {
        package var hostID: Identifier<Host>
        package var guest: GuestSpec

        package init(hostID: Identifier<Host>, guest: GuestSpec) {
            self.hostID = hostID
            self.guest = guest
        }
    }

    package struct GuestRemoval: HostPayload {
        package var hostID: Identifier<Host>
        package var name: String
        /// Seconds to shut down by itself; nil: at once.
        package var grace: Double?
        /// What it printed stays on the host; nil: it goes too.
        package var keepsLogs: Bool?

        package init(hostID: Identifier<Host>, name: String, grace: Double?, keepsLogs: Bool? = nil) {
            self.hostID = hostID
            self.name = name
            self.grace = grace
            self.keepsLogs = keepsLogs
        }
    }

    package struct Endpoint: HostPayload {
        package var hostID: Identifier<Host>
        package var endpoint: EndpointSpec

        package init(hostID: Identifier<Host>, endpoint: EndpointSpec) {
            self.hostID = hostID
            self.endpoint = endpoint
        }
    }

    /// By which a network leaves a host.
    package struct Uplink: HostPayload {
        package var hostID: Identifier<Host>
        package var endpoint: EndpointSpec
        /// Undoing takes it away: nobody else uses it.
        package var isTakenBack: Bool

        package init(hostID: Identifier<Host>, endpoint: EndpointSpec, isTakenBack: Bool) {
            self.hostID = hostID
            self.endpoint = endpoint
            self.isTakenBack = isTakenBack
        }
    }

    package struct Graph: HostPayload {
        package var hostID: Identifier<Host>
        package var graph: GraphSpec
        /// In force before: rolling back brings it again.
        package var previous: GraphSpec?

        package init(hostID: Identifier<Host>, graph: GraphSpec, previous: GraphSpec? = nil) {
            self.hostID = hostID
            self.graph = graph
            self.previous = previous
        }
    }
}
