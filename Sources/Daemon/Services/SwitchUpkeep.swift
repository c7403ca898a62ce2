import Infrastructure
import ServiceLifecycle

/// Keeps the switches as they should be while the manager runs.
struct SwitchUpkeep: Service {
    let switches: SwitchService

    func run() async throws {
        await cancelWhenGracefulShutdown { await switches.run() }
    }
}
