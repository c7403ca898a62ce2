import Glibc
import Libvirt
import MANOModel
import Testing

@testable import LibvirtVIM

@Suite("Hosts that can't be reached")
struct ConnectionAdviceTests {
    @Test(
        "what is to be done follows from what libvirt and ssh say",
        arguments: [
            ("Cannot recv data: Host key verification failed.: Connection reset by peer", "known_hosts"),
            ("Cannot recv data: root@h: Permission denied (publickey).: Connection reset by peer", "authorized_keys"),
            ("Cannot recv data: ssh: connect to host h port 22: Connection refused: Connection reset by peer", "sshd"),
            ("Our own certificate /a/clientcert.pem failed validation against /a/cacert.pem", "beside it"),
            ("authentication failed: Failed to verify peer's certificate", "name or address"),
            ("Unable to read TLS confirmation: Input/output error", "tls_allowed_dn_list"),
            ("Cannot read CA certificate '/etc/pki/CA/cacert.pem': No such file or directory", "?pkipath=PATH"),
            ("unable to connect to server at 'h:16514': Connection refused", "listen_tls"),
            ("unable to connect to server at 'h:16514': No route to host", "firewall"),
            ("internal error: client socket is closed", "ssh USER@HOST"),
            ("Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory", "libvirtd runs"),
            ("something else", "libvirtd runs there"),
        ])
    func remedies(message: String, word: String) {
        #expect(ConnectionAdvice.remedy(message).contains(word))
        let error = LibvirtError(code: .noConnect, message: message, call: "virConnectOpen")
        let told = ErrorTranslation.manifoldError(error, what: "reach host h1", host: "h1") as? ManifoldError
        #expect(told?.code == .unknown)
        #expect(told?.message.contains("h1") == true)
        #expect(told?.cause?.contains(message) == true)
    }

    @Test("several lines with a frame become one")
    func lines() {
        let text = "Cannot recv data: @@@@@@@\r\n@  WARNING: CHANGED!  @\r\n@@@@@@@\r\nHost key verification failed."
        #expect(
            ConnectionAdvice.oneLine(text) == "Cannot recv data: WARNING: CHANGED! Host key verification failed.")
    }

    @Test(
        "a libvirtd that takes connections and says nothing is told of by its host's name, within the time that it has",
        .timeLimit(.minutes(2)))
    func silent() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/s"
            let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(listener) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let size = socklen_t(MemoryLayout<sockaddr_un>.size)
            let bound = withUnsafePointer(to: address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) }
            }
            try #require(bound == 0 && listen(listener, 8) == 0)
            let driver = try LibvirtDriver(
                name: "h9", uri: "qemu+unix:///system?socket=\(path)", storageFolder: "\(folder)/pool",
                limits: .init(answer: .seconds(1)))
            let error = await #expect(throws: ManifoldError.self) { _ = try await driver.facts() }
            #expect(error?.code == .unknown)
            #expect(error?.message.contains("host h9 has not answered in time") == true)
            #expect(error?.cause?.contains("no answer within 1.0 seconds") == true)
            #expect(error?.remedy?.contains("--host-deadline") == true)
        }
    }

    @Test("looking at everything has more time than one question")
    func limits() {
        let limits = LibvirtHost.Limits(answer: .seconds(30))
        #expect(limits.queryDeadline == .seconds(30) && limits.inventoryDeadline == .seconds(240))
        #expect(limits.changeDeadline == .seconds(240))
        #expect(LibvirtHost.Limits(answer: .seconds(2)).changeDeadline == .seconds(120))
        #expect(LibvirtHost.Limits().inventoryDeadline > LibvirtHost.Limits().queryDeadline)
    }
}
