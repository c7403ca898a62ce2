import Dataplane
import MANOModel
import Operations
import VIM

/// The executors of steps that move guests between hosts.
enum MoveSteps {
    static func all(on registry: HostRegistry) -> [any StepExecutor] {
        [
            HostPairStep(StepKind.moveGuest, of: Payloads.Move.self, on: registry) { payload, source, target in
                if try await !isRunning(payload.moved, target) {
                    let destination = try await target.vim.migrationTarget(of: payload.moved)
                    try await source.vim.moveGuest(payload.guest, as: payload.moved, to: destination)
                }
                guard try await isRunning(payload.moved, target) else {
                    throw ManifoldError(
                        .infrastructure, "guest \(payload.guest.name) (\(payload.guest.title)) runs on neither host",
                        remedy: "heal it when this occurrence has been given up")
                }
                try await target.dataplane.bringUpPorts(names: payload.moved.interfaces.compactMap(\.switchPort))
            } isDone: { payload, source, target in
                // While it moves it is there on both, paused on one.
                guard try await isRunning(payload.moved, target) else { return false }
                return try await !isRunning(payload.guest, source)
            } inverse: { payload in
                StepDraft(
                    key: "", kind: StepKind.keepGuest, title: "", resourceID: "",
                    payload: try JSONValue(encoding: payload))
            },
            HostPairStep(StepKind.keepGuest, of: Payloads.Move.self, on: registry) { payload, source, target in
                guard try await !isRunning(payload.moved, target) else {
                    throw ManifoldError(
                        .conflict, "guest \(payload.guest.name) (\(payload.guest.title)) has moved already",
                        remedy: "retry the occurrence in place of rolling it back")
                }
                try await target.vim.removeGuest(name: payload.moved.name, grace: nil)
            } isDone: { _, _, _ in
                false
            },
            HostPairStep(StepKind.copyVolume, of: Payloads.VolumeCopy.self, on: registry) { payload, source, target in
                let file = try await source.vim.volumeFile(name: payload.volume.name)
                try await target.vim.createVolume(payload.volume, copying: file)
            } isDone: { payload, _, target in
                if case .present(payload.volume.owner, _) = try await target.vim.volume(name: payload.volume.name) {
                    return true
                }
                return false
            } inverse: { payload in
                StepDraft(
                    key: "", kind: StepKind.removeVolumes, title: "", resourceID: "",
                    payload: try JSONValue(
                        encoding: Payloads.Removal(hostID: payload.hostID, names: [payload.volume.name])))
            },
            HostStep(StepKind.haltGuest, of: Payloads.Halt.self, on: registry) { payload, host in
                try await host.vim.removeGuest(name: payload.guest.name, grace: .seconds(payload.grace))
            } isDone: { payload, host in
                try await host.vim.guest(name: payload.guest.name) == .absent
            } inverse: { payload in
                StepDraft(
                    key: "", kind: StepKind.startGuest, title: "", resourceID: "",
                    payload: try JSONValue(
                        encoding: Payloads.Guest(hostID: payload.hostID, guest: payload.guest)))
            },
        ]
    }

    private static func isRunning(_ guest: GuestSpec, _ host: HostDrivers) async throws -> Bool {
        switch try await host.vim.guest(name: guest.name) {
        case .present(guest.owner, _, .running, _): true
        case .present, .absent, .foreign: false
        }
    }
}
