import Dataplane
package import MANOModel
import VIM

/// One call of `VIMDriver` or `DataplaneDriver` on one host, as a value: the same whether the world is in this process
/// or in another one.
package enum WorldAction: Sendable, Codable, Equatable {
    case facts
    case ensureImage(ImageSource)
    case images
    case removeImage(hash: String)
    case createVolume(VolumeSpec)
    case createConfigDrive(ConfigDriveSpec)
    case removeVolume(name: String)
    case volume(name: String)
    case startGuest(GuestSpec)
    case removeGuest(name: String)
    /// The guest as it is to be on the other host.
    case moveGuest(GuestSpec, to: String)
    /// From another host.
    case copyVolume(VolumeSpec, from: String)
    case guest(name: String)
    case awaitReady(name: String, deadline: Duration)
    case guestCounters(name: String)
    case inventory
    case switchFacts
    case ensureBridge
    case attachPorts([PortSpec])
    case detachPorts(names: [String])
    case ports(names: [String])
    case ensureEndpoint(EndpointSpec)
    case removeEndpoint(EndpointSpec)
    case endpoint(EndpointSpec)
    case applyGraph(GraphSpec)
    case removeGraph(id: String)
    case graphDigest(id: String)
    case counters(graphID: String)
    case switchInventory

    /// The name that delays and faults know it by.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case facts, ensureImage, images, removeImage, createVolume, createConfigDrive, removeVolume, volume
        case startGuest, removeGuest, moveGuest, copyVolume, guest, awaitReady, guestCounters, inventory, switchFacts
        case ensureBridge, attachPorts, detachPorts, ports, ensureEndpoint, removeEndpoint, endpoint
        case applyGraph, removeGraph, graphDigest, counters, switchInventory
    }

    package var kind: Kind {
        switch self {
        case .facts: .facts
        case .ensureImage: .ensureImage
        case .images: .images
        case .removeImage: .removeImage
        case .createVolume: .createVolume
        case .createConfigDrive: .createConfigDrive
        case .removeVolume: .removeVolume
        case .volume: .volume
        case .startGuest: .startGuest
        case .removeGuest: .removeGuest
        case .moveGuest: .moveGuest
        case .copyVolume: .copyVolume
        case .guest: .guest
        case .awaitReady: .awaitReady
        case .guestCounters: .guestCounters
        case .inventory: .inventory
        case .switchFacts: .switchFacts
        case .ensureBridge: .ensureBridge
        case .attachPorts: .attachPorts
        case .detachPorts: .detachPorts
        case .ports: .ports
        case .ensureEndpoint: .ensureEndpoint
        case .removeEndpoint: .removeEndpoint
        case .endpoint: .endpoint
        case .applyGraph: .applyGraph
        case .removeGraph: .removeGraph
        case .graphDigest: .graphDigest
        case .counters: .counters
        case .switchInventory: .switchInventory
        }
    }

    /// What it is about: names, ids, hashes, and a guest's title.
    package var subjects: [String] {
        switch self {
        case .facts, .switchFacts, .images, .inventory, .ensureBridge, .switchInventory: []
        case .ensureImage(let image): [image.hash]
        case .removeImage(let hash): [hash]
        case .createVolume(let volume): [volume.name]
        case .createConfigDrive(let drive): [drive.name]
        case .removeVolume(let name), .volume(let name), .removeGuest(let name), .guest(let name),
            .guestCounters(let name), .awaitReady(let name, _):
            [name]
        case .startGuest(let guest), .moveGuest(let guest, _): [guest.name, guest.title]
        case .copyVolume(let volume, _): [volume.name]
        case .attachPorts(let ports): ports.map(\.name)
        case .detachPorts(let names), .ports(let names): names
        case .ensureEndpoint(let endpoint), .removeEndpoint(let endpoint), .endpoint(let endpoint): [endpoint.portName]
        case .applyGraph(let graph): [graph.id]
        case .removeGraph(let id), .graphDigest(let id), .counters(let id): [id]
        }
    }
}
