import Commands
import Foundation
import Scratch
import Surroundings
import Testing

@testable import TerminalRecording

/// The file of a recording, and the size of its terminal.
struct CastFileTests {
    private let surroundings = Surroundings(
        variables: ["TERM": "xterm", "SECRET": "x", "SHELL": "/bin/sh"], folder: "/", program: "slipway")

    @Test(
        arguments: [
            ("120x36", CastSize(columns: 120, rows: 36)), ("1x1", CastSize(columns: 1, rows: 1)), ("0x5", nil),
            ("80x1001", nil), ("80", nil), ("80x24x2", nil), ("axb", nil), ("", nil),
        ] as [(String, CastSize?)])
    func readsASize(_ text: String, _ size: CastSize?) {
        #expect(CastSize(argument: text) == size)
    }

    @Test func aSizeIsWrittenAsItIsRead() {
        #expect(CastSize(columns: 120, rows: 36).defaultValueDescription == "120x36")
    }

    @Test func linesAreThereAtOnce() throws {
        let folder = try ScratchFolder()
        let file = try CastFile(path: folder("a.cast"), overwrites: false, in: surroundings)
        file.begin(CastSize(columns: 80, rows: 24))
        file.output(Array("hello".utf8)[...])
        file.resize(CastSize(columns: 81, rows: 24))
        let lines = try String(contentsOfFile: folder("a.cast"), encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].contains("xterm") && !lines[0].contains("SECRET"))
        #expect(lines[1].contains("hello"))
        #expect(lines[2].contains("81x24"))
        #expect(file.failure == nil)
    }

    @Test func aFileThatIsThereStays() throws {
        let folder = try ScratchFolder()
        let path = try folder.put("mine", at: "a.cast")
        #expect(throws: CommandFailure.self) { try CastFile(path: path, overwrites: false, in: surroundings) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        _ = try CastFile(path: path, overwrites: true, in: surroundings)
        #expect(try String(contentsOfFile: path, encoding: .utf8).isEmpty)
    }
}
