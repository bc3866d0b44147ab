import Recordings
import Seeds
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

    @Test func versionThreeTellsTheTimeSinceTheEventBefore() throws {
        let cast = try CastReader.cast(
            """
            {"version": 3, "term": {"cols": 100, "rows": 40, "type": "xterm-256color", "theme": {"fg": "#fff"}}, \
            "timestamp": 1700000000, "env": {"SHELL": "/bin/zsh", "TOKEN": "x"}, "tags": ["a"], "idle_time_limit": 1.5}
            # a comment
            [0.5, "o", "a"]
            [0.25, "z", {"any": "thing"}]
            [0.25, "o", "b"]

            [1, "r", "80x24"]
            [2, "x", "0"]

            """)
        #expect(cast.header.width == 100 && cast.header.height == 40 && cast.header.timestamp == 1_700_000_000)
        #expect(cast.header.environment == ["TERM": "xterm-256color", "SHELL": "/bin/zsh"])
        #expect(
            cast.events == [
                Timed(0.5, .output("a")), Timed(1, .output("b")), Timed(2, .resize(width: 80, height: 24)),
            ])
    }

    private static let header = "{\"version\": 2, \"width\": 8, \"height\": 2}\n"

    @Test(arguments: [
        (header + "[1e18, \"o\", \"a\"]\n", 2, "1e+18"), (header + "[1e999, \"o\", \"a\"]\n", 2, "expected"),
        (header + "[NaN, \"o\", \"a\"]\n", 2, "expected"), (header + "[1, \"r\", \"8x-1\"]\n", 2, "expected a size"),
        (header + "[1, \"r\", \"99999999999999999999x2\"]\n", 2, "expected a size"),
        ("{\"version\": 3, \"width\": 8, \"height\": 2}\n", 1, "expected"),
        ("{\"version\": 3, \"term\": {\"cols\": 0, \"rows\": 9}}\n", 1, "0x9"),
        ("{\"version\": 9, \"width\": 8, \"height\": 2}\n", 1, "version 9"),
        (
            "{\"version\": 3, \"term\": {\"cols\": 8, \"rows\": 9}}\n[9e8, \"o\", \"\"]\n[9e8, \"o\", \"\"]\n", 3,
            "not possible"
        ),
    ])
    func whatCannotBePlayedIsSaidWithItsLine(text: String, line: Int, words: String) {
        let failure = #expect(throws: CastReader.Failure.self) { try CastReader.cast(text) }
        #expect(failure?.line == line)
        #expect(failure?.reason.contains(words) == true, "\(failure?.reason ?? "")")
    }

    @Test func aLastLineThatIsCutIsLeftOutAndTold() throws {
        let whole = Self.header + "[1, \"o\", \"a\"]\n[2, \"o\", \"b\"]"
        #expect(try !CastReader.cast(whole).isCutShort)
        for length in 1..<13 {
            let cast = try CastReader.cast(String(whole.dropLast(length)))
            #expect(cast.isCutShort && cast.events == [Timed(1, .output("a"))], "\(length) characters less")
        }
    }

    @Test func noMutationOfACastTrapsAReader() {
        let seed = PropertySeed.of(1)
        var random = SeededGenerator(seed)
        let good = Array(
            (Self.header + "[1, \"o\", \"a\"]\n[2, \"r\", \"80x24\"]\n[3.5, \"m\", \"b\"]\n[4, \"i\", \"c\"]\n").utf8)
        let pieces = [
            "1e18", "-1", "e308", "\"", "[", "]", "3", "\\u001b", "\n", "99999999999999999999", "{\"cols\":1}", "#",
        ]
        for _ in 0..<5_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let start = Int.random(in: 0..<bytes.count, using: &random)
                let end = min(bytes.count, start + Int.random(in: 0...4, using: &random))
                bytes.replaceSubrange(start..<end, with: (pieces.randomElement(using: &random) ?? "").utf8)
            }
            guard let cast = try? CastReader.cast(String(decoding: bytes, as: UTF8.self)) else { continue }
            var playback = Playback(cast.events, longestWait: 2)
            while !playback.isOver { _ = playback.step() }
            let writer = CastWriter()
            for event in cast.events { _ = writer.line(of: event) }
            #expect(playback.duration <= 1e9, "seed \(seed)")
        }
    }
}
