import Client
import Foundation
import MANOModel
import Testing

@testable import Commands

@Suite("Output")
struct OutputTests {
    @Test("a table is as wide as its widest cells, figures to the right, nothing for nothing")
    func table() {
        var table = Table(.left("ID"), .flexible("NAME"), .right("USED"))
        table.append("1", "alpha", "12")
        table.append("22", nil, "3")
        table.append("333", "", "4567")
        #expect(
            table.render(width: nil) == """
                ID   NAME   USED
                1    alpha    12
                22   -         3
                333  -      4567

                """)
    }

    @Test("a table that is too wide cuts flexible columns only")
    func narrowTable() {
        var table = Table(.left("ID"), .flexible("NAME"), .left("STATE"))
        table.append("12345678", "a name that goes on and on", "INSTANTIATED")
        let lines = table.render(width: 40).split(separator: "\n")
        #expect(lines.allSatisfy { Printable.width(String($0)) <= 40 })
        #expect(lines[1] == "12345678  a name that goe…  INSTANTIATED")
    }

    @Test("wide and combining characters keep a table in line")
    func wideCharacters() {
        var table = Table(.flexible("NAME"), .left("X"))
        table.append("网络", "1")
        table.append("e\u{301}", "2")
        #expect(table.render(width: nil) == "NAME  X\n网络  1\ne\u{301}     2\n")
    }

    @Test("control characters of the server never reach a terminal")
    func escaping() throws {
        let evil = "a\u{1B}[2J\u{7}\nb\u{9B}31m\u{202E}"
        let escaped = Printable.escape(evil)
        #expect(escaped == "a\\u{1B}[2J\\u{7}\\nb\\u{9B}31m\\u{202E}")
        var table = Table(.left("NAME"))
        table.append(evil)
        #expect(!table.render(width: nil).unicodeScalars.contains { $0 != "\n" && Printable.isUnsafe($0) })
        let json = try JSONText.render(.object(["name": .string(evil)]))
        #expect(!json.unicodeScalars.contains { $0 != "\n" && Printable.isUnsafe($0) })
        let read = try JSONDecoder().decode([String: String].self, from: Data(json.utf8))
        #expect(read["name"] == evil)
    }

    @Test("sizes and times are for people")
    func figures() {
        #expect(Format.bytes(0) == "0 B")
        #expect(Format.bytes(1536) == "1.5 KiB")
        #expect(Format.bytes(512 << 20) == "512 MiB")
        #expect(Format.bytes(3 << 30) == "3 GiB")
        #expect(Format.seconds(0.04) == "0.0 s")
        #expect(Format.seconds(9.96) == "10 s")
        #expect(Format.seconds(200) == "3 min 20 s")
        #expect(Format.seconds(7500) == "2 h 5 min")
        #expect(Format.shortID("3f2a9c01-1111-4000-8000-000000000000") == "3f2a9c01")
        #expect(Format.shortID("vfw") == "vfw")
        #expect(Format.time(Date(timeIntervalSince1970: 0)) == "1970-01-01 00:00:00")
    }
}

@Suite("Names on the command line")
struct NameResolutionTests {
    private let candidates = [
        (id: "3f2a9c01-1111-4000-8000-000000000000", name: "web"),
        (id: "3f2a9c02-1111-4000-8000-000000000000", name: "db"),
        (id: "77777777-1111-4000-8000-000000000000", name: "twin"),
        (id: "88888888-1111-4000-8000-000000000000", name: "twin"),
    ]

    private func find(_ word: String) throws -> String {
        try NameResolution.find(word, kind: "NS", in: candidates, id: \.id, names: { [$0.name] }).id
    }

    @Test("an id, a name and a unique beginning of an id are found")
    func found() throws {
        #expect(try find("3f2a9c02-1111-4000-8000-000000000000") == candidates[1].id)
        #expect(try find("web") == candidates[0].id)
        #expect(try find("3f2a9c02") == candidates[1].id)
        #expect(try find("3F2A9C01") == candidates[0].id)
        #expect(try find("7777") == candidates[2].id)
    }

    @Test("what is not unique, too short or unknown is refused with what there is")
    func refused() {
        func message(_ word: String) -> String {
            do {
                return try find(word)
            } catch {
                return "\(CommandFailure(error).status) \(error)"
            }
        }
        #expect(
            message("twin")
                == "usage 2 NSs are named “twin”: say which by its id: \(candidates[2].id), \(candidates[3].id)")
        #expect(message("3f2a9c").hasPrefix("usage 2 NSs are named “3f2a9c”"))
        #expect(message("777") == "usage no NS “777”; known: db, twin, web")
        #expect(message("we\u{1B}") == "usage no NS “we\\u{1B}”; known: db, twin, web")
    }
}

@Suite("Progress")
struct ProgressTests {
    private func look(_ state: String, _ steps: [SOLStep]) throws -> Progress {
        try Progress(state: state, steps: steps)
    }

    @Test("without a terminal there is one line for each change")
    func plainLines() throws {
        let screen = Screen()
        var display = ProgressDisplay(title: "instantiate web", terminal: screen.terminal())
        display.show(
            try look(
                "PROCESSING", [Samples.step(0, "make volume", "started"), Samples.step(1, "start guest", "pending")]
            ).value)
        display.show(
            try look(
                "PROCESSING",
                [Samples.step(0, "make volume", "done", seconds: 0.5), Samples.step(1, "start guest", "started")]
            ).value)
        display.show(
            try look(
                "PROCESSING",
                [Samples.step(0, "make volume", "done", seconds: 0.5), Samples.step(1, "start guest", "started")]
            ).value)
        display.show(
            try look(
                "FAILED_TEMP",
                [
                    Samples.step(0, "make volume", "done", seconds: 0.5),
                    Samples.step(1, "start guest", "failed", error: "host a: no\u{1B}space"),
                ]
            ).value)
        #expect(screen.output.isEmpty)
        #expect(
            screen.error == """
                [0.0 s] started: make volume
                [0.0 s] instantiate web: PROCESSING
                [0.0 s] done: make volume (0.5 s)
                [0.0 s] started: start guest
                [0.0 s] failed: start guest: host a: no\\u{1B}space
                [0.0 s] instantiate web: FAILED_TEMP

                """)
    }

    @Test("on a terminal the frame is redrawn in place and fits")
    func redrawn() throws {
        let screen = Screen()
        var display = ProgressDisplay(title: "instantiate web", terminal: screen.terminal(progressSize: (40, 12)))
        let steps =
            (0..<30).map {
                Samples.step($0, "step \($0) with a title that is far too long for the line", "done", seconds: 1)
            }
            + [Samples.step(30, "now", "started"), Samples.step(31, "later", "pending")]
        display.show(try look("PROCESSING", steps).value)
        display.show(try look("PROCESSING", steps).value)
        let lines = ProgressDisplay.frame(
            try look("PROCESSING", steps).value, title: "t", elapsed: .seconds(3), columns: 40, rows: 12)
        #expect(lines.count <= 12)
        #expect(lines.allSatisfy { Printable.width($0) < 40 })
        #expect(lines[0] == "t  PROCESSING  30/32  3.0 s")
        #expect(lines.contains("  ▸ now"))
        #expect(screen.error.contains("\u{1B}[\(lines.count)A"))
    }

    @Test("the steps of a step's own operation stand under it")
    func children() throws {
        var progress = try look(
            "PROCESSING", [Samples.step(0, "instantiate vfw", "parked"), Samples.step(1, "steer", "pending")]
        ).value
        progress.children[0] = [Samples.step(0, "make disk", "done", seconds: 2), Samples.step(1, "boot", "started")]
        #expect(
            ProgressDisplay.frame(progress, title: "t", elapsed: .seconds(3), columns: 80, rows: 24) == [
                "t  PROCESSING  1/4  3.0 s", "  ▸ instantiate vfw", "    ✓ make disk  2.0 s", "    ▸ boot", "  · steer",
            ])
        let screen = Screen()
        var display = ProgressDisplay(title: "t", terminal: screen.terminal())
        display.show(progress)
        display.show(progress)
        #expect(
            screen.error == """
                [0.0 s] parked: instantiate vfw
                [0.0 s] done: make disk (2.0 s)
                [0.0 s] started: boot
                [0.0 s] t: PROCESSING

                """)
    }
}
