import Testing

@testable import MANOModel

@Suite("Lists of CPUs")
struct CPUListTests {
    @Test(
        "are read as the kernel writes them",
        arguments: [
            ("", []), ("\n", []), ("0", [0]), ("0-3,8", [0, 1, 2, 3, 8]), ("8,0-1,1", [0, 1, 8]), (" 2 - 3 ", [2, 3]),
        ])
    func read(text: String, cpus: [Int]) { #expect(CPUList.parse(text) == cpus) }

    @Test(
        "what is none is refused", arguments: ["a", "1-", "-1", "3-1", "1,,2", "0-8192", "0x1", "99999999999999999999"])
    func refused(text: String) { #expect(CPUList.parse(text) == nil) }

    @Test("are written so that reading gives them again", arguments: [[], [4], [0, 1], [0, 1, 2, 3, 8], [1, 3, 5]])
    func written(cpus: [Int]) {
        #expect(CPUList.parse(CPUList.text(cpus)) == cpus)
        #expect(CPUList.text([3, 2, 1, 0, 8]) == "0-3,8")
    }
}
