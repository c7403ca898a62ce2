import BlockingPool
import FoundationEssentials
import Glibc
import Logging
import MANOModel

/// What the physical functions of this machine are told of their virtual ones, beyond MAC address and VLAN, which libvirt
/// sets and takes back. How a function was before its guest is kept in a file, so that it is so again afterwards, also
/// when the manager has ended in between.
struct FunctionSettings: Sendable {
    let host: String
    let system: SystemTree
    let log: Logger
    private static let ip = "/usr/sbin/ip"
    private static let deadline = Duration.seconds(10)
    private static let devices = "/sys/bus/pci/devices"

    /// A virtual function and the physical one that it belongs to.
    struct Place: Codable, Sendable, Equatable {
        var address: String
        /// The PF's.
        var interface: String
        var number: Int
    }

    /// How a function was.
    struct Record: Codable, Sendable, Equatable {
        var place: Place
        var before: FunctionState
    }

    /// Where a virtual function is now; it blocks.
    ///
    /// - Throws: `.infrastructure` where it is gone, has no PF with an interface, or belongs to somebody else.
    func place(of address: String) throws -> Place {
        let path = "\(Self.devices)/\(address)"
        guard PCIAddress.isOne(address), system.exists(path) else {
            throw ManifoldError(
                .infrastructure, "virtual function \(address) of host \(host) is gone",
                remedy: "see how many its card has: manifold host show \(host)")
        }
        guard let physical = system.target("\(path)/physfn"), system.exists("\(path)/physfn"),
            let number = number(of: address, "\(Self.devices)/\(physical)"),
            let interface = system.names("\(Self.devices)/\(physical)/net").first
        else {
            throw ManifoldError(
                .infrastructure, "\(address) of host \(host) is no virtual function of a card with an interface")
        }
        try checkFree(address)
        return Place(address: address, interface: interface, number: number)
    }

    /// A driver other than those that hand devices to guests has made an interface of it. Where that can't be seen it is
    /// in another namespace: somebody works with it.
    func checkFree(_ address: String) throws {
        let path = "\(Self.devices)/\(address)"
        guard let driver = system.target("\(path)/driver"), system.exists("\(path)/driver"), driver != "vfio-pci",
            system.names("\(path)/net").isEmpty
        else { return }
        throw ManifoldError(
            .infrastructure,
            "virtual function \(address) of host \(host) is in use by somebody else: its driver \(driver) has it, and"
                + " its interface is in another namespace",
            remedy: "give it back to the host, or take its card out of the physical network")
    }

    private func number(of address: String, _ physical: String) -> Int? {
        for name in system.names(physical) where name.hasPrefix("virtfn") {
            if system.target("\(physical)/\(name)") == address { return Int(name.dropFirst(6)) }
        }
        return nil
    }

    /// How a function is; nil where its driver doesn't tell.
    func state(of place: Place) async throws -> FunctionState? {
        let output = try await run(["-json", "link", "show", "dev", place.interface])
        return output.succeeded ? FunctionState.read(output.standardOutput, function: place.number) : nil
    }

    /// Makes a function what is wished for. A limit that its driver can't keep is no error: what was set aside on the
    /// card stays set aside, and the log tells.
    func apply(_ wish: FunctionState, to place: Place) async throws {
        for change in (try await state(of: place) ?? FunctionState()).changes(to: wish) {
            let output = try await set(change, place)
            if output.succeeded { continue }
            let reason = Self.reason(output)
            guard change.isRate else {
                throw ManifoldError(
                    .infrastructure,
                    "the driver of \(place.interface) on host \(host) refuses \(change.text) for its virtual function"
                        + " \(place.address)", cause: reason,
                    remedy: "make the network without that, or put it behind a card whose driver has it")
            }
            log.warning(
                "a virtual function has no limit: its driver can't keep one",
                metadata: [
                    "host": "\(host)", "interface": "\(place.interface)", "function": "\(place.address)",
                    "wished": "\(change.text)", "error": "\(reason)",
                ])
        }
    }

    /// Makes a function as it was; what can't be is logged: the card may be gone.
    func restore(_ record: Record) async {
        do {
            // VFs that were made anew may have changed their places.
            guard try await BlockingPool.files.run({ try? placeNow(record) }) == record.place,
                let now = try await state(of: record.place)
            else { return }
            for change in now.changes(to: record.before) {
                let output = try await set(change, record.place)
                if !output.succeeded {
                    log.warning(
                        "a virtual function keeps a setting of its last guest's",
                        metadata: [
                            "host": "\(host)", "function": "\(record.place.address)", "wished": "\(change.text)",
                            "error": "\(Self.reason(output))",
                        ])
                }
            }
        } catch {
            log.warning(
                "a virtual function can't be looked at after its guest",
                metadata: ["host": "\(host)", "function": "\(record.place.address)", "error": "\(error)"])
        }
    }

    /// Where it is, whoever has it.
    private func placeNow(_ record: Record) throws -> Place? {
        let path = "\(Self.devices)/\(record.place.address)"
        guard let physical = system.target("\(path)/physfn"),
            let number = number(of: record.place.address, "\(Self.devices)/\(physical)"),
            let interface = system.names("\(Self.devices)/\(physical)/net").first
        else { return nil }
        return Place(address: record.place.address, interface: interface, number: number)
    }

    private func set(_ change: FunctionState.Change, _ place: Place) async throws -> ProcessOutput {
        try await run(["link", "set", "dev", place.interface, "vf", "\(place.number)"] + change.arguments)
    }

    private static func reason(_ output: ProcessOutput) -> String {
        var text = Substring(output.errorText)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text.isEmpty ? "ip ended with \(output.status)" : String(text)
    }

    private func run(_ arguments: [String]) async throws -> ProcessOutput {
        do {
            return try await ProcessRunner.run(executable: Self.ip, arguments: arguments, deadline: Self.deadline)
        } catch let error as ProcessRunnerError {
            throw ManifoldError(
                .unknown, "\(Self.ip) can't be run on host \(host)", cause: "\(error)", remedy: "install iproute2")
        }
    }
}
