package import VIM

/// A simulated world, in this process (`SimulatedWorld`) or in another one (`SimulatedWorldClient`).
package protocol WorldAccess: Sendable {
    /// - Throws: `ManifoldError`.
    func call(_ call: WorldCall) async throws -> WorldAnswer
    /// A host's events from now on.
    func events(host: String) -> AsyncStream<VIMEvent>
    func close() async
}

extension WorldAccess {
    /// Both drivers of one host; it is not asked whether there is one.
    package func host(_ name: String) -> SimulatedHost { SimulatedHost(name: name, world: self) }

    /// By name.
    package func hosts() async throws -> [SimulatedHostDescription] {
        guard case .hosts(let hosts) = try await call(.hosts) else { throw SimulatedHost.wrongAnswer(.hosts) }
        return hosts
    }

    package func settings() async throws -> SimulationSettings {
        guard case .settings(let settings) = try await call(.settings) else {
            throw SimulatedHost.wrongAnswer(.settings)
        }
        return settings
    }

    /// Replaces the settings, faults that were half used up included.
    ///
    /// - Throws: `.unprocessable` for an action or a host that isn't there.
    package func configure(_ settings: SimulationSettings) async throws { _ = try await call(.configure(settings)) }

    package func crashGuest(host: String, name: String, reason: String) async throws {
        _ = try await call(.crashGuest(host: host, name: name, reason: reason))
    }

    /// A host that isn't reachable keeps what it has, and its guests run.
    package func setReachable(_ host: String, _ isReachable: Bool) async throws {
        _ = try await call(.setReachable(host: host, isReachable: isReachable))
    }

    /// Guests, disks, MAC addresses and addresses that have ever been on two hosts at the same time, in words.
    package func duplicates() async throws -> [String] {
        guard case .texts(let texts) = try await call(.duplicates) else { throw SimulatedHost.wrongAnswer(.duplicates) }
        return texts
    }

    /// What is in the world as JSON, the same for the same state.
    package func dump(_ form: WorldDump.Form = .normalised) async throws -> String {
        guard case .dump(let text) = try await call(.dump(form)) else { throw SimulatedHost.wrongAnswer(.dump(form)) }
        return text
    }
}
