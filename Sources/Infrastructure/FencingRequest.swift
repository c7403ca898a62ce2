import MANOModel

/// What a fencing method may say.
enum FencingRequest {
    /// Throws `.unprocessable` that names the member.
    static func check(_ method: FencingMethod) throws {
        func refuse(_ what: String, _ remedy: String) -> ManifoldError {
            ManifoldError(.unprocessable, "the fencing method \(method.type.rawValue) \(what)", remedy: remedy)
        }
        let texts = [
            method.address, method.user, method.passwordFile, method.authoritiesFile, method.identityFile,
            method.knownHostsFile, method.command, method.statusCommand,
        ].compactMap(\.self)
        guard texts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 4096 && HostRequest.isOneLine($0) }) else {
            throw refuse("has a member that is empty or no line of text", "leave out what isn't needed")
        }
        if let port = method.port, !(1...65535).contains(port) { throw refuse("has the port \(port)", "1 to 65,535") }
        if let timeout = method.timeout, !(1...3600).contains(timeout) {
            throw refuse("has the timeout \(timeout)", "1 to 3,600 seconds")
        }
        if let user = method.user, user.hasPrefix("-") { throw refuse("has the user \(user)", "no option") }
        for file in [method.passwordFile, method.authoritiesFile, method.identityFile, method.knownHostsFile] {
            if let file, !file.hasPrefix("/") { throw refuse("names the file \(file)", "give an absolute path") }
        }
        guard method.type != .simulated else { return }
        guard let address = method.address, !address.hasPrefix("-") else {
            throw refuse("has no address", "say where it is")
        }
        switch method.type {
        case .redfish:
            guard address.hasPrefix("https://") || address.hasPrefix("http://"), !address.contains("@"),
                address.contains("/redfish/")
            else {
                throw refuse(
                    "has the address \(address)",
                    "write it as https://BMC/redfish/v1/Systems/ID, without a user or a password in it")
            }
        case .ssh:
            if method.command == nil { throw refuse("has no command", "say what powers the host off") }
        case .ipmi, .simulated: break
        }
    }
}
