import LabModel
import Testing

@Suite struct StepLogLinesTests {
    private func lines(_ log: StepLogLines) -> [StepLogLines.Line] { (0..<log.count).compactMap { log.line(at: $0) } }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\nb", ["a", "b"]), ("a\n\nb\n", ["a", "", "b"]), ("a\r\nb\r\n", ["a", "b"]),
        ("10%\r50%\r100%\n", ["100%"]), ("10%\r", ["10%"]), ("é\n", ["é"]),
    ])
    func outputIsSplitIntoLinesWhereverItIsCut(_ text: String, _ expected: [String]) {
        var whole = StepLogLines()
        whole.append(text)
        #expect(lines(whole) == expected.map { .text($0) })
        var pieces = StepLogLines()
        for scalar in text.unicodeScalars { pieces.append(String(scalar)) }
        #expect(lines(pieces) == expected.map { .text($0) })
    }

    @Test func staysBoundedAndSaysWhatIsLeftOut() {
        var log = StepLogLines()
        let total = 20_000
        for number in 0..<total { log.append("line \(number)\n") }
        #expect(log.count == StepLogLines.headCount + 1 + StepLogLines.tailCount)
        #expect(log.line(at: 0) == .text("line 0"))
        let omitted = total - StepLogLines.headCount - StepLogLines.tailCount
        #expect(log.line(at: StepLogLines.headCount) == .omitted(omitted))
        #expect(log.line(at: log.count - 1) == .text("line \(total - 1)"))
        #expect(log.line(at: log.count) == nil)
        #expect(log.line(at: -1) == nil)
    }

    @Test func cutsALineWithoutEnd() {
        var log = StepLogLines()
        log.append(String(repeating: "x", count: 1_000_000))
        #expect(log.line(at: 0) == .text(String(repeating: "x", count: LineAssembly.lineBytes)))
    }

    @Test func aLogThatIsKeptHasAPlaceForEveryLine() {
        var log = StepLogLines(isKept: true)
        let total = 20_000
        log.append((0..<total).map { "line \($0)\n" }.joined() + "open")
        #expect(log.count == total + 1)
        #expect(log.line(at: total) == .text("open"))
        #expect(log.line(at: total - 1) == .text("line \(total - 1)"))
        #expect(log.line(at: 10_000) == .absent)
        log.fill((9_900..<10_100).map { "line \($0)" }, from: 9_900)
        for index in [0, 199, 9_900, 10_000, 10_099, total - 4000] {
            #expect(log.line(at: index) == .text("line \(index)"))
        }
        for index in [200, 9_899, 10_100, total - 4001] { #expect(log.line(at: index) == .absent) }
    }
}
