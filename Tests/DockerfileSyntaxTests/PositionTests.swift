import DockerfileSyntax
import Testing

@Test func positionsCountCharacters() {
    let text = SourceText("\u{FEFF}aé\r\n\n日本")
    #expect(text.lineCount == 3)
    #expect(
        text.line(1) == "aé" && text.line(2) == "" && text.line(3) == "日本" && text.line(4) == "" && text.line(0) == "")
    #expect(text.position(atOffset: 0) == SourcePosition(line: 1, column: 1, offset: 3))
    #expect(text.position(atOffset: 6) == SourcePosition(line: 1, column: 3, offset: 6))
    #expect(text.position(atOffset: 12) == SourcePosition(line: 3, column: 2, offset: 12))
    #expect(text.position(atOffset: 999) == SourcePosition(line: 3, column: 3, offset: 15))
}

@Test func statementsAreFoundByLine() throws {
    let file = Dockerfile.parse("FROM a\n\nRUN <<E\nx\nE\nCOPY a \\\n  b\n")
    let found = (1...8).map { file.statement(atLine: $0)?.kind }
    #expect(found == [.from, nil, .run, .run, .run, .copy, .copy, nil])
    let destination = try #require(file.statements.last?.arguments.last)
    #expect(file.source[destination.range] == "b")
    #expect(destination.range.touches(line: 7, column: 3) && destination.range.touches(line: 7, column: 4))
    #expect(!destination.range.touches(line: 7, column: 5) && !destination.range.touches(line: 6, column: 3))
}

@Test(
    arguments: [
        ("30s", 30_000), ("1m30s", 90_000), ("1.5h", 5_400_000), ("500ms", 500), (".5s", 500), ("2h45m", 9_900_000),
        ("1000us", 1), ("1000µs", 1), ("1000000ns", 1), ("+1s", 1_000), ("0", nil), ("0s", nil),
    ] as [(String, Int?)])
func aDurationIsReadInMilliseconds(_ text: String, _ milliseconds: Int?) throws {
    let file = Dockerfile.parse("FROM a\nHEALTHCHECK --interval=\(text) CMD x")
    guard case .healthCheck(let check)? = file.statements.last?.instruction else {
        Issue.record("not understood")
        return
    }
    #expect(check.interval?.value == milliseconds.map { .milliseconds($0) })
}

@Test(arguments: ["1", "s", "1x", "-1s", "1s2", "1us", "1..5s", "99999999999h", "1 s", "٣s", "1e3s"])
func aTextThatIsNotADurationIsRefused(_ text: String) {
    #expect(Dockerfile.parse("FROM a\nHEALTHCHECK --interval=\"\(text)\" CMD x").hasErrors)
}

@Test(
    arguments: [
        ("512", 512), ("1k", 1024), ("64m", 64 << 20), ("1.5g", 3 << 29), ("2GiB", 2 << 30), ("2gb", 2 << 30),
        ("1 kB", 1024),
        ("7b", 7), ("", nil), ("x", nil), ("1x", nil), ("-1", nil), ("1.2.3", nil), ("99999999999p", nil), ("1kk", nil),
        ("i", nil),
    ] as [(String, Int64?)])
func aSizeIsReadInBytes(_ text: String, _ bytes: Int64?) {
    let file = Dockerfile.parse("FROM a\nRUN --mount=\"type=tmpfs,target=/x,size=\(text)\" true")
    guard case .run(let run)? = file.statements.last?.instruction else {
        #expect(bytes == nil)
        return
    }
    #expect((try? run.mounts.first?.mount { _ in nil }.size) == bytes)
}
