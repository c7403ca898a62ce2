/// What to do about a host that can't be reached, by libvirt's own words (src/rpc of libvirt, and ssh's).
enum ConnectionAdvice {
    private static let advice: [(words: [String], remedy: String)] = [
        (
            ["Host key verification failed", "REMOTE HOST IDENTIFICATION HAS CHANGED"],
            "compare the host's key with its owner's word, and put it into known_hosts of the manager's user"
                + " (`ssh-keyscan HOST`)"
        ),
        (
            ["Permission denied (", "Too many authentication failures"],
            "put the manager's public key into authorized_keys of that user on the host, or name the private key that it"
                + " takes: ?keyfile=PATH"
        ),
        (
            ["ssh: connect to host", "ssh: Could not resolve"],
            "see that sshd listens there, and that the URI has its port"
        ),
        (
            ["Our own certificate"],
            "clientcert.pem has to be valid now, and from an authority that is in cacert.pem beside it"
        ),
        (
            // Which of these it is libvirt writes to the log only.
            ["verify peer's certificate"],
            "the host's certificate has to be from an authority in cacert.pem (in /etc/pki/CA, or in the folder of"
                + " ?pkipath=), to be valid now, and to have the name or address that the URI has; libvirt's line"
                + " in the manager's log says which of it isn't so"
        ),
        (
            ["verification (of our certificate", "TLS confirmation", "TLS handshake", "TLS session", "TLS packet"],
            "see that clientcert.pem and clientkey.pem, in /etc/pki/libvirt or in the folder of ?pkipath=, are from an"
                + " authority that the host knows, and that tls_allowed_dn_list in its libvirtd.conf has this client"
        ),
        (
            ["Cannot read CA certificate", "Cannot read certificate", "ca certificate", "CA certificate"],
            "put cacert.pem, clientcert.pem and clientkey.pem there, or name their folder in the URI: ?pkipath=PATH"
        ),
        (
            ["Connection refused"],
            "see that libvirtd runs on the host and listens there (for TLS: listen_tls = 1, started with --listen, or"
                + " libvirtd-tls.socket)"
        ),
        (
            ["No route to host", "Network is unreachable", "Connection timed out", "unable to resolve"],
            "see that the host is on, that its name leads to it, and that no firewall is between"
        ),
        (
            ["client socket is closed", "Cannot write data: Broken pipe"],
            "run `ssh USER@HOST` as the manager's user to see what ends it: sshd, a host's key that isn't known, or a key"
                + " that isn't let in"
        ),
        (["libvirt-sock"], "see whether libvirtd runs on the host, and with this socket"),
    ]

    /// ssh's words come in several lines, some of which are a frame of `@`.
    static func oneLine(_ text: String) -> String {
        text.split { $0.isNewline || $0 == " " }.filter { word in !word.allSatisfy { $0 == "@" } }.joined(
            separator: " ")
    }

    static func remedy(_ message: String) -> String {
        advice.first { entry in entry.words.contains { message.contains($0) } }?.remedy
            ?? "see whether libvirtd runs there"
    }
}
