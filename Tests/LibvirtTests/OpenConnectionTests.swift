import Testing

@testable import Libvirt

@Suite("Connections over SSH")
struct OpenConnectionTests {
    @Test(
        "nobody is asked for a password or a host's key, but where the operator wants it",
        arguments: [
            ("qemu+ssh://root@h/system", "qemu+ssh://root@h/system?no_tty=1"),
            ("qemu+ssh://root@h:2222/system?keyfile=/k", "qemu+ssh://root@h:2222/system?keyfile=/k&no_tty=1"),
            ("qemu+ssh://root@h/system?", "qemu+ssh://root@h/system?no_tty=1"),
            ("qemu+ssh://root@h/system?no_tty=0", "qemu+ssh://root@h/system?no_tty=0"),
            ("qemu+tls://h/system", "qemu+tls://h/system"), ("qemu+libssh://h/system", "qemu+libssh://h/system"),
            ("qemu:///system", "qemu:///system"), ("nonsense", "nonsense"),
        ])
    func questions(uri: String, opened: String) {
        #expect(withoutQuestions(uri) == opened)
    }
}
