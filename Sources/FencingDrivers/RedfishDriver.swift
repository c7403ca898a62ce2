import Fencing
import FoundationEssentials
import HTTPClient
package import MANOModel

/// Powers a host off through its BMC's Redfish service (DMTF DSP0266): `ComputerSystem.Reset` with `ForceOff`, then
/// `PowerState` is read until it is `Off`.
package struct RedfishDriver: FencingDriver {
    private let method: FencingMethod
    /// Scheme and authority, without a slash at the end.
    private let origin: String
    /// Of the ComputerSystem.
    private let path: String
    private let client: CurlClient
    private let poll: Duration
    private static let questionLimit = Duration.seconds(15)

    /// Throws `.unprocessable` where the settings can't be used.
    package init(_ method: FencingMethod, poll: Duration = .seconds(1)) throws {
        self.method = method
        self.poll = poll
        let address = try method.requiredAddress()
        guard let scheme = address.firstRange(of: "://"), ["http", "https"].contains(address[..<scheme.lowerBound]),
            let slash = address[scheme.upperBound...].firstIndex(of: "/"), !address.contains("@")
        else {
            throw ManifoldError(
                .unprocessable, "\(address) is no URL of a ComputerSystem",
                remedy: "write it as https://BMC/redfish/v1/Systems/ID, without a user or a password in it")
        }
        origin = String(address[..<slash])
        var path = String(address[slash...])
        while path.hasSuffix("/") { path.removeLast() }
        self.path = path
        client = CurlClient(
            tls: TLSOptions(
                verifiesServer: method.verifiesServer ?? true, authoritiesFile: method.authoritiesFile), concurrency: 1)
    }

    package func powerOff() async throws -> String {
        let deadline = Deadline(method.limit)
        return try await loggedIn(deadline) { login in
            let system = try await system(login, deadline)
            if system.isOff { return "PowerState was Off already" }
            let target = system.resetTarget ?? path + "/Actions/ComputerSystem.Reset"
            let answer = try await send(
                "POST", target, .object(["ResetType": .string("ForceOff")]), login, deadline)
            try check(answer, "refused ForceOff")
            while try await !self.system(login, deadline).isOff { try await deadline.pause(poll, method.title) }
            return "PowerState is Off"
        }
    }

    package func isOff() async throws -> Bool? {
        let deadline = Deadline(method.limit)
        return try await loggedIn(deadline) { try await system($0, deadline).isOff }
    }

    // MARK: Logging in

    /// What a request shows of who asks.
    private struct Login {
        var headers: HTTPHeaders
        /// The path of the session to end.
        var session: String?
    }

    /// A session is ended whatever became of the work: services have few of them.
    private func loggedIn<Value>(_ deadline: Deadline, _ body: (Login) async throws -> Value) async throws -> Value {
        let login = try await login(deadline)
        do {
            let value = try await body(login)
            await logOut(login)
            return value
        } catch {
            await logOut(login)
            throw error
        }
    }

    private func login(_ deadline: Deadline) async throws -> Login {
        guard let user = method.user else { return Login(headers: []) }
        var password = ""
        if let file = method.passwordFile { password = try await PasswordFile.read(file) }
        if method.authentication == .basic {
            let credentials = Data("\(user):\(password)".utf8).base64EncodedString()
            return Login(headers: [("Authorization", "Basic \(credentials)")])
        }
        let answer = try await send(
            "POST", "/redfish/v1/SessionService/Sessions",
            .object(["UserName": .string(user), "Password": .string(password)]), Login(headers: []), deadline)
        try check(answer, "didn't let \(user) in")
        guard let token = answer.headers["X-Auth-Token"] else {
            throw ManifoldError(.infrastructure, "\(method.title) gave no token for a session")
        }
        return Login(headers: [("X-Auth-Token", token)], session: answer.headers["Location"].map(local))
    }

    private func logOut(_ login: Login) async {
        guard let session = login.session else { return }
        _ = try? await send("DELETE", session, nil, login, Deadline(5))
    }

    // MARK: The system

    private struct System {
        var isOff: Bool
        var resetTarget: String?
    }

    private func system(_ login: Login, _ deadline: Deadline) async throws -> System {
        let answer = try await send("GET", path, nil, login, deadline)
        try check(answer, "doesn't show its system")
        guard let body = try? JSONDecoder().decode(JSONValue.self, from: answer.body),
            let power = body["PowerState"]?.stringValue
        else {
            throw ManifoldError(
                .infrastructure, "\(method.title) tells no PowerState",
                remedy: "name the URL of a ComputerSystem: https://BMC/redfish/v1/Systems/ID")
        }
        return System(
            isOff: power == "Off",
            resetTarget: body["Actions"]?["#ComputerSystem.Reset"]?["target"]?.stringValue.map(local))
    }

    /// The path of what may be a whole URL; another server is never asked.
    private func local(_ url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url.hasPrefix("/") ? url : "/" + url }
        return url[scheme.upperBound...].firstIndex(of: "/").map { String(url[$0...]) } ?? "/"
    }

    private func send(
        _ verb: String, _ path: String, _ body: JSONValue?, _ login: Login, _ deadline: Deadline
    ) async throws -> HTTPResponse {
        var headers = login.headers
        headers.append("Accept", "application/json")
        headers.append("OData-Version", "4.0")
        var payload = HTTPRequest.Body.none
        if let body {
            headers.append("Content-Type", "application/json")
            payload = .data(try JSONEncoder().encode(body))
        }
        do {
            return try await client.send(
                HTTPRequest(
                    method: verb, url: origin + path, headers: headers, body: payload,
                    deadline: min(Self.questionLimit, try deadline.left(method.title)),
                    destination: .memory(limit: 1 << 20)))
        } catch let error as HTTPClientError {
            // A question that the end of all time for the fence cut short.
            _ = try deadline.left(method.title)
            throw ManifoldError(.unknown, "\(method.title) can't be asked", cause: error.description)
        }
    }

    /// Of the answer only the messages that the standard has for people are told (DSP0266 12.2).
    private func check(_ answer: HTTPResponse, _ what: String) throws {
        guard !(200..<300).contains(answer.status) else { return }
        let body = try? JSONDecoder().decode(JSONValue.self, from: answer.body)
        let details = body?["error"]?["@Message.ExtendedInfo"]?.arrayValue?.compactMap { $0["Message"]?.stringValue }
        let message = (details ?? []).joined(separator: "; ")
        throw ManifoldError(
            .infrastructure, "\(method.title) \(what): status \(answer.status)",
            cause: message.isEmpty ? body?["error"]?["message"]?.stringValue.map(Excerpt.of) : Excerpt.of(message))
    }
}
