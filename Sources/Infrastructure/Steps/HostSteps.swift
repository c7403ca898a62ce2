package import Operations
import Dataplane
import MANOModel
import VIM

/// The executors of all steps on hosts.
package enum HostSteps {
    package static func all(on registry: HostRegistry, drives: ConfigDriveRenderer) -> [any StepExecutor] {
        storage(registry, drives) + guests(registry) + switching(registry) + MoveSteps.all(on: registry)
    }

    private static func storage(_ registry: HostRegistry, _ drives: ConfigDriveRenderer) -> [any StepExecutor] {
        [
            HostStep(StepKind.ensureImage, of: Payloads.Image.self, on: registry) { payload, host in
                try await host.vim.ensureImage(payload.image)
            } isDone: { payload, host in
                try await host.vim.images().contains(payload.image.hash)
            },
            HostStep(StepKind.createVolume, of: Payloads.Volume.self, on: registry) { payload, host in
                try await host.vim.createVolume(payload.volume)
            } isDone: { payload, host in
                try await isOurs(host.vim.volume(name: payload.volume.name), payload.volume.owner)
            } inverse: { payload in
                try removal(payload.hostID, payload.volume.name)
            },
            HostStep(StepKind.createConfigDrive, of: Payloads.ConfigDrive.self, on: registry) { payload, host in
                try await host.vim.createConfigDrive(drives.render(payload.drive))
            } isDone: { payload, host in
                try await isOurs(host.vim.volume(name: payload.drive.name), payload.drive.owner)
            } inverse: { payload in
                try removal(payload.hostID, payload.drive.name)
            },
            HostStep(StepKind.removeVolumes, of: Payloads.Removal.self, on: registry) { payload, host in
                for name in payload.names { try await host.vim.removeVolume(name: name) }
            } isDone: { payload, host in
                for name in payload.names {
                    guard try await host.vim.volume(name: name) == .absent else { return false }
                }
                return true
            } takesAway: { _ in
                true
            },
        ]
    }

    private static func guests(_ registry: HostRegistry) -> [any StepExecutor] {
        [
            HostStep(StepKind.startGuest, of: Payloads.Guest.self, on: registry) { payload, host in
                try await host.vim.startGuest(payload.guest)
                try await bringUpPorts(of: payload.guest, on: host)
            } isDone: { payload, host in
                if case .present(let owner, _, .running, _) = try await host.vim.guest(name: payload.guest.name) {
                    return owner == payload.guest.owner
                }
                return false
            } inverse: { payload in
                StepDraft(
                    key: "", kind: StepKind.removeGuest, title: "", resourceID: "",
                    payload: try JSONValue(
                        encoding: Payloads.GuestRemoval(hostID: payload.hostID, name: payload.guest.name, grace: nil)))
            },
            HostStep(StepKind.removeGuest, of: Payloads.GuestRemoval.self, on: registry) { payload, host in
                try await host.vim.removeGuest(
                    name: payload.name, grace: payload.grace.map { .seconds($0) },
                    keepingLogs: payload.keepsLogs ?? false)
            } isDone: { payload, host in
                try await host.vim.guest(name: payload.name) == .absent
            } takesAway: { _ in
                true
            },
            HostStep(StepKind.awaitReady, of: Payloads.Guest.self, on: registry) { payload, host in
                // A manager that ended after the start may not have come to this.
                try await bringUpPorts(of: payload.guest, on: host)
                try await host.vim.awaitReady(guest: payload.guest, deadline: .seconds(payload.guest.readiness.timeout))
            } isDone: { _, _ in
                false
            },
        ]
    }

    private static func bringUpPorts(of guest: GuestSpec, on host: HostDrivers) async throws {
        do {
            try await host.dataplane.bringUpPorts(names: guest.interfaces.compactMap(\.switchPort))
        } catch {
            // The ports of a guest that has stopped can't be up: why it stopped is what counts.
            guard case .present(_, _, .running, _) = try await host.vim.guest(name: guest.name) else { return }
            throw error
        }
    }

    private static func switching(_ registry: HostRegistry) -> [any StepExecutor] {
        [
            switchStep(StepKind.attachPorts, of: Payloads.Ports.self, on: registry) { payload, dataplane in
                try await dataplane.attachPorts(payload.ports)
            } isDone: { _, _ in
                // A port's row doesn't tell whether its flows came after it: it is done again.
                false
            } inverse: { payload in
                StepDraft(
                    key: "", kind: StepKind.detachPorts, title: "", resourceID: "",
                    payload: try JSONValue(
                        encoding: Payloads.Removal(hostID: payload.hostID, names: payload.ports.map(\.name))))
            },
            switchStep(StepKind.detachPorts, of: Payloads.Removal.self, on: registry) { payload, dataplane in
                try await dataplane.detachPorts(names: payload.names)
            } isDone: { _, _ in
                // Nor does a row that is gone tell whether its flows went with it.
                false
            } takesAway: { _ in
                true
            },
            switchStep(StepKind.ensureEndpoint, of: Payloads.Endpoint.self, on: registry) { payload, dataplane in
                try await dataplane.ensureEndpoint(payload.endpoint)
            } isDone: { _, _ in
                false
            } inverse: { payload in
                var endpoint = payload.endpoint
                endpoint.isChained.toggle()
                return StepDraft(
                    key: "", kind: StepKind.ensureEndpoint, title: "", resourceID: "",
                    payload: try JSONValue(encoding: Payloads.Endpoint(hostID: payload.hostID, endpoint: endpoint)))
            } takesAway: { payload in
                !payload.endpoint.isChained
            },
            switchStep(StepKind.ensureUplink, of: Payloads.Uplink.self, on: registry) { payload, dataplane in
                try await dataplane.ensureEndpoint(payload.endpoint)
            } isDone: { _, _ in
                false
            } inverse: { payload in
                guard payload.isTakenBack else { return nil }
                return StepDraft(
                    key: "", kind: StepKind.removeUplink, title: "", resourceID: "",
                    payload: try JSONValue(encoding: payload))
            },
            switchStep(StepKind.removeUplink, of: Payloads.Uplink.self, on: registry) { payload, dataplane in
                try await dataplane.removeEndpoint(payload.endpoint)
            } isDone: { _, _ in
                false
            } takesAway: { _ in
                true
            },
            switchStep(StepKind.applyGraph, of: Payloads.Graph.self, on: registry) { payload, dataplane in
                try await dataplane.applyGraph(payload.graph)
            } isDone: { _, _ in
                false
            } inverse: { payload in
                if let previous = payload.previous {
                    return StepDraft(
                        key: "", kind: StepKind.applyGraph, title: "", resourceID: "",
                        payload: try JSONValue(encoding: Payloads.Graph(hostID: payload.hostID, graph: previous)))
                }
                return StepDraft(
                    key: "", kind: StepKind.removeGraph, title: "", resourceID: "",
                    payload: try JSONValue(encoding: payload))
            },
            switchStep(StepKind.removeGraph, of: Payloads.Graph.self, on: registry) { payload, dataplane in
                try await dataplane.removeGraph(id: payload.graph.id)
            } isDone: { payload, host in
                try await host.dataplane.graphDigest(id: payload.graph.id) == nil
            } takesAway: { _ in
                true
            },
        ]
    }

    /// A step that changes the host's switch: nothing is put back there meanwhile.
    private static func switchStep<Payload: HostPayload>(
        _ kind: String, of payload: Payload.Type, on registry: HostRegistry,
        act: @escaping @Sendable (Payload, any DataplaneDriver) async throws -> Void,
        isDone: @escaping @Sendable (Payload, HostDrivers) async throws -> Bool,
        inverse: @escaping @Sendable (Payload) throws -> StepDraft? = { _ in nil },
        takesAway: @escaping @Sendable (Payload) -> Bool = { _ in false }
    ) -> HostStep<Payload> {
        HostStep(
            kind, of: payload, on: registry,
            act: { payload, host in
                try await host.switchTurns.changing { try await act(payload, host.dataplane) }
            }, isDone: isDone, inverse: inverse, takesAway: takesAway)
    }

    private static func removal(_ hostID: Identifier<Host>, _ name: String) throws -> StepDraft {
        StepDraft(
            key: "", kind: StepKind.removeVolumes, title: "", resourceID: "",
            payload: try JSONValue(encoding: Payloads.Removal(hostID: hostID, names: [name])))
    }

    private static func isOurs(_ observation: Observation, _ owner: String) -> Bool {
        if case .present(let seen, _) = observation { seen == owner } else { false }
    }
}
