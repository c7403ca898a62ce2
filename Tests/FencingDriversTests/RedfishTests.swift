import Foundation
import MANOModel
import Testing

import FencingDrivers

@Suite("Fencing by Redfish")
struct RedfishTests {
    private func driver(
        _ server: BMCServer, _ folder: Folder, password: String = "se,cr/et",
        authentication: FencingMethod.Authentication? = nil, timeout: Double = 30
    ) throws -> RedfishDriver {
        try RedfishDriver(
            FencingMethod(
                type: .redfish, address: server.system, user: "root",
                passwordFile: try folder.write("password", password + "\n"), authentication: authentication,
                timeout: timeout), poll: .milliseconds(20))
    }

    @Test("a system is forced off by the target that it names, seen to be off, and the session ended")
    func forcesOff() async throws {
        try await Folder.with { folder async throws in
            let server = try BMCServer()
            let driver = try driver(server, folder)
            #expect(try await driver.isOff() == false)
            #expect(try await driver.powerOff() == "PowerState is Off")
            #expect(try await driver.isOff() == true)
            #expect(try await server.log() == ["login", "logout", "login", "ForceOff", "logout", "login", "logout"])
            // Doing it again resets nothing.
            #expect(try await driver.powerOff() == "PowerState was Off already")
            #expect(try await server.log().filter { $0 == "ForceOff" }.count == 1)
        }
    }

    @Test("basic authentication needs no session")
    func basic() async throws {
        try await Folder.with { folder async throws in
            let server = try BMCServer()
            #expect(try await driver(server, folder, authentication: .basic).powerOff() == "PowerState is Off")
            #expect(try await server.log() == ["ForceOff"])
        }
    }

    @Test("what it answers is told, and the password isn't")
    func wrongPassword() async throws {
        try await Folder.with { folder async throws in
            let server = try BMCServer()
            let error = await #expect(throws: ManifoldError.self) {
                _ = try await driver(server, folder, password: "gue,ss/ed").powerOff()
            }
            #expect(error?.code == .infrastructure)
            let text = "\(try #require(error))"
            #expect(text.contains("redfish at \(server.system)"))
            #expect(text.contains("401"))
            #expect(text.contains("The password of root is wrong"))
            #expect(!text.contains("gue,ss/ed"))
        }
    }

    @Test("a refusal is no fence, and its message is told")
    func refuses() async throws {
        try await Folder.with { folder async throws in
            let server = try BMCServer(.refusing)
            let error = await #expect(throws: ManifoldError.self) {
                _ = try await driver(server, folder).powerOff()
            }
            #expect("\(try #require(error))".contains("The system is locked by firmware"))
            #expect(try await server.log().last == "logout")
        }
    }

    @Test("a system that says yes and stays on isn't fenced")
    func staysOn() async throws {
        try await Folder.with { folder async throws in
            let server = try BMCServer(.stubborn)
            let error = await #expect(throws: ManifoldError.self) {
                _ = try await driver(server, folder, timeout: 1).powerOff()
            }
            #expect(error?.code == .timeout)
            #expect(try await driver(server, folder).isOff() == false)
        }
    }

    @Test("nobody there is unknown, not off")
    func nobody() async throws {
        let driver = try RedfishDriver(
            FencingMethod(type: .redfish, address: "http://127.0.0.1:1/redfish/v1/Systems/1", timeout: 2))
        let error = await #expect(throws: ManifoldError.self) { _ = try await driver.isOff() }
        #expect(error?.code == .unknown)
    }

    @Test("an address with a password in it is refused")
    func addresses() {
        for address in ["https://root:x@bmc/redfish/v1/Systems/1", "bmc", "ftp://bmc/redfish/v1/Systems/1"] {
            #expect(throws: ManifoldError.self) {
                _ = try RedfishDriver(FencingMethod(type: .redfish, address: address))
            }
        }
    }
}
