package import MANOModel

/// Of steps that move guests between hosts, version 1 each.
extension Payloads {
    /// A guest that goes to another host while it runs.
    package struct Move: HostPairPayload {
        package var hostID: Identifier<Host>
        package var sourceID: Identifier<Host>
        /// As it is where it comes from.
        package var guest: GuestSpec
        /// As it is to be.
        package var moved: GuestSpec

        package init(hostID: Identifier<Host>, sourceID: Identifier<Host>, guest: GuestSpec, moved: GuestSpec) {
            self.hostID = hostID
            self.sourceID = sourceID
            self.guest = guest
            self.moved = moved
        }
    }

    package struct VolumeCopy: HostPairPayload {
        package var hostID: Identifier<Host>
        package var sourceID: Identifier<Host>
        package var volume: VolumeSpec

        package init(hostID: Identifier<Host>, sourceID: Identifier<Host>, volume: VolumeSpec) {
            self.hostID = hostID
            self.sourceID = sourceID
            self.volume = volume
        }
    }

    /// A guest that is stopped, to be started elsewhere.
    package struct Halt: HostPayload {
        package var hostID: Identifier<Host>
        package var guest: GuestSpec
        /// Seconds to shut down by itself.
        package var grace: Double

        package init(hostID: Identifier<Host>, guest: GuestSpec, grace: Double) {
            self.hostID = hostID
            self.guest = guest
            self.grace = grace
        }
    }
}
