import BuildPlan
import LabModel
import Testing

@Suite struct DockerfileGutterTests {
    /// The gutter as one character a line: a step's digit, `|` for a further line, `!` and `:` where outdated.
    private func gutter(_ text: String, _ instructions: [ClosedRange<Int>]) -> String {
        let gutter = DockerfileGutter(
            text: text, instructions: instructions, built: BuiltDockerfile(BuildStream.editedApp.folded()))
        let count = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
        return (1...count).map { line in
            switch gutter.marks[line] {
            case .step(let step): "\(step)"
            case .bar: "|"
            case .outdated: "!"
            case .outdatedBar: ":"
            case nil: " "
            }
        }.joined()
    }

    private let ranges: [ClosedRange<Int>] = [1...1, 3...3, 5...5, 7...8, 10...10, 12...12]

    @Test func aBuildThatDidNotStartMarksNothing() {
        let built = BuiltDockerfile(BuildStream.editedApp.folded(0))
        #expect(DockerfileGutter(text: BuildStream.dockerfile, instructions: ranges, built: built).marks.isEmpty)
    }

    @Test func marksEachInstructionAndItsFurtherLines() {
        #expect(gutter(BuildStream.dockerfile, ranges) == "0 1 2 3| 4 5")
    }

    @Test func anEditedInstructionIsOutdated() {
        let edited = BuildStream.dockerfile.replacingFirst("--no-cache-dir", with: "--quiet")
        #expect(gutter(edited, ranges) == "0 1 2 !: 4 5")
    }

    @Test func anEditOnAFurtherLineCounts() {
        let edited = BuildStream.dockerfile.replacingFirst("    -r", with: "    -v -r")
        #expect(gutter(edited, ranges) == "0 1 2 !: 4 5")
    }

    @Test func statesMoveWithTheirInstructions() {
        let text = "# a comment\n" + BuildStream.dockerfile
        #expect(gutter(text, ranges.map { $0.lowerBound + 1...$0.upperBound + 1 }) == " 0 1 2 3| 4 5")
    }

    @Test func aNewInstructionIsOutdatedAndTheOthersAreNot() {
        let text = BuildStream.dockerfile.replacingFirst("\n\nCOPY app.py", with: "\nUSER 1000\nCOPY app.py")
        #expect(gutter(text, [1...1, 3...3, 5...5, 7...8, 9...9, 10...10, 12...12]) == "0 1 2 3|!4 5")
    }

    @Test func swappedLinesAreNotBothCurrent() {
        let text = BuildStream.dockerfile.replacingFirst("COPY requirements.txt .", with: "COPY app.py  .")
            .replacingFirst("COPY app.py .", with: "COPY requirements.txt .")
            .replacingFirst("COPY app.py  .", with: "COPY app.py .")
        #expect(gutter(text, ranges) == "0 1 4 !: ! 5")
    }

    @Test func trailingBlanksAndCarriageReturnsDoNotCount() {
        let text = BuildStream.dockerfile.replacingFirst("WORKDIR /app", with: "WORKDIR /app  \r")
        #expect(gutter(text, ranges) == "0 1 2 3| 4 5")
    }

    @Test func rangesOutsideOfTheTextAreHarmless() {
        let gutter = DockerfileGutter(
            text: "", instructions: [5...9], built: BuiltDockerfile(BuildStream.cold.folded()))
        #expect(gutter.marks[5] == .outdated)
    }
}

extension String {
    func replacingFirst(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return replacingCharacters(in: range, with: new)
    }

    private func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
        self[..<range.lowerBound] + new + self[range.upperBound...]
    }

    private func firstRange(of text: String) -> Range<String.Index>? { ranges(of: text).first }
}
