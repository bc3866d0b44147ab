import Recordings
import Testing

struct CastTests {
    @Test func theHeaderCarriesNothingOfTheEnvironmentButTermAndShell() {
        let header = CastHeader(
            width: 120, height: 36, timestamp: 1_700_000_000,
            environment: ["TERM": "xterm", "SHELL": "/bin/bash", "TOKEN": "secret"])
        #expect(
            CastWriter().line(of: header) == """
                {"version": 2, "width": 120, "height": 36, "timestamp": 1700000000, \
                "env": {"SHELL": "/bin/bash", "TERM": "xterm"}}

                """)
    }

    @Test(arguments: [
        (CastEvent.output("a\"b\\\r\n\t\u{1B}[1mé🐳"), #"[1.500000, "o", "a\"b\\\r\n\t\u001b[1mé🐳"]"#),
        (.input("x\u{7F}"), #"[1.500000, "i", "x\u007f"]"#),
        (.resize(width: 80, height: 24), #"[1.500000, "r", "80x24"]"#),
        (.marker("step 2"), #"[1.500000, "m", "step 2"]"#),
    ])
    func anEventIsWrittenAndReadBack(event: CastEvent, line: String) throws {
        let writer = CastWriter()
        #expect(writer.line(of: Timed(1.5, event)) == line + "\n")
        let cast = try CastReader.cast(writer.line(of: CastHeader(width: 80, height: 24)) + line)
        #expect(cast.events == [Timed(1.5, event)])
    }

    @Test func aCharacterInTwoPortionsIsWrittenWhole() throws {
        let bytes = Array("a🐳é€z".utf8)
        for cut in 0...bytes.count {
            var writer = CastWriter()
            var text = writer.line(of: CastHeader(width: 9, height: 9))
            text += writer.line(ofOutput: bytes[..<cut], at: 0) ?? ""
            text += writer.line(ofOutput: bytes[cut...], at: 1) ?? ""
            text += writer.lastLine(at: 1) ?? ""
            let shown = try CastReader.cast(text).events.map {
                if case .output(let text) = $0.event { text } else { "?" }
            }
            #expect(shown.joined() == "a🐳é€z", "cut at \(cut)")
        }
    }

    @Test func bytesThatAreNoTextAreReplacedAndHoldNothingUp() {
        var writer = CastWriter()
        #expect(writer.line(ofOutput: [0xFF, 0x61], at: 0) == "[0.000000, \"o\", \"\u{FFFD}a\"]\n")
        #expect(writer.line(ofOutput: [0x80, 0x80, 0x80, 0x80], at: 0) != nil)
        #expect(writer.line(ofOutput: [0xE2, 0x82], at: 0) == nil)
        #expect(writer.lastLine(at: 2) == "[2.000000, \"o\", \"\u{FFFD}\"]\n")
    }

    @Test(arguments: [
        ("", 1, "empty"), ("\n{}", 2, "expected {\"version\""),
        (#"{"version": 1, "width": 8, "height": 2}"#, 1, "version 1"),
        (#"{"version": 2, "width": 0, "height": 2}"#, 1, "0x2"),
        (#"{"version": 2, "width": 99999, "height": 2}"#, 1, "99999x2"),
        ("{\"version\": 2, \"width\": 8, \"height\": 2}\n[1, 2]", 2, "expected [seconds"),
        ("{\"version\": 2, \"width\": 8, \"height\": 2}\n\n[-1, \"o\", \"\"]", 3, "expected [seconds"),
        ("{\"version\": 2, \"width\": 8, \"height\": 2}\n[1, \"r\", \"8\"]", 2, "expected a size"),
    ])
    func whatIsNoCastIsSaidWithItsLine(text: String, line: Int, words: String) {
        let failure = #expect(throws: CastReader.Failure.self) { try CastReader.cast(text) }
        #expect(failure?.line == line)
        #expect(failure?.reason.contains(words) == true, "\(failure?.reason ?? "")")
    }

    @Test func newKindsOfEventsAreLeftOut() throws {
        let cast = try CastReader.cast(
            "{\"version\": 2, \"width\": 8, \"height\": 2}\n[1, \"x\", \"0\"]\n[2, \"o\", \"a\"]\n")
        #expect(cast.events == [Timed(2, .output("a"))])
    }
}
