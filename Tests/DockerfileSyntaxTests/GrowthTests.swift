import DockerfileSyntax
import Testing

/// Small texts that stand for huge ones: an error with its place, soon, and a file that everybody else can go through.
@Suite(.timeLimit(.minutes(20))) struct GrowthTests {
    private func words(_ text: String) -> [String] {
        Dockerfile.parse(text).diagnostics.map {
            "\($0.range.start.line):\($0.range.start.column): \($0.fault.message)"
        }
    }

    private static let tooLarge = "the variables bring more than 256 KiB of text into this instruction"

    @Test(arguments: ["ENV A=$A$A", "ENV A=\"${A}${A}\"", "ENV A=${A//x/$A}", "ARG A=$A$A"])
    func aVariableThatDoublesIsStopped(_ line: String) {
        let text = "FROM a\nARG A=xxx\n" + String(repeating: line + "\n", count: 22)
        let file = Dockerfile.parse(text)
        let first = file.diagnostics.first
        #expect(first?.fault == .word(.tooLarge(limit: 256 << 10)))
        let start = first?.range.start
        #expect(start?.column == 7 && (4...24).contains(start?.line ?? 0))
        let linted = Linter().text(on: file, file: "Dockerfile")
        #expect(linted.contains("Dockerfile:\(start?.line ?? 0):7: error: \(Self.tooLarge)"))
    }

    /// The same through other instructions, once the variable is large: each says where.
    @Test(arguments: [
        "LABEL a=$A$A$A", "COPY <<E /x\n$A$A$A\nE\n", "ENV a=$A b=$A c=$A",
    ])
    func everyInstructionIsBounded(_ line: String) {
        let text = "FROM a\nENV A=" + String(repeating: "x", count: 32 << 10) + "\n"
        let doubled = text + String(repeating: "ENV A=$A$A\n", count: 4) + line + "\n"
        #expect(words(doubled).contains { "78".contains($0.prefix(1)) && $0.hasSuffix(Self.tooLarge) })
        #expect(Dockerfile.parse(doubled).statements.last?.instruction == nil)
    }

    /// Refused words cost time as well, so after a few of them the others are not expanded.
    @Test func manyThatDoubleAreLeftOut() {
        let text = "FROM a\nENV A=xxx\n" + String(repeating: "ENV A=$A$A\n", count: 20_000)
        let file = Dockerfile.parse(text)
        #expect((1...5).contains(file.diagnostics.count))
        #expect(file.statements.last?.instruction == nil)
    }

    @Test func globalArgumentsAreBounded() {
        let text = "ARG A=xxx\n" + String(repeating: "ARG A=$A$A\n", count: 40) + "FROM a:$A\n"
        #expect(words(text).first == "18:7: \(Self.tooLarge)")
    }

    @Test func manyVariablesTogetherAreBounded() {
        let value = String(repeating: "x", count: 60_000)
        let text = "FROM a\n" + (0..<40).map { "ENV A\($0)=\(value)\n" }.joined()
        #expect(words(text).first == "6:1: the variables up to here hold more than 256 KiB together")
    }

    @Test func allInstructionsTogetherAreBounded() {
        let text =
            "FROM a\nENV A=" + String(repeating: "x", count: 50_000) + "\n"
            + String(repeating: "LABEL a=$A$A$A$A$A\n", count: 30)
        #expect(words(text).first == "7:9: the variables up to here bring more than 1 MiB of text into the file")
    }

    /// A chain of stages in which each inherits all variables of those above it.
    @Test func inheritedVariablesAreBounded() {
        let stages = (0..<2_000).map { "FROM s\($0) AS s\($0 + 1)\nENV V\($0)=value\n" }.joined()
        let found = words("FROM a AS s0\n" + stages)
        #expect(found.first?.hasSuffix("bring more than 1 MiB of text into the file") == true)
    }

    /// Words that real files have are expanded as before.
    @Test func ordinaryGrowthIsNoFault() {
        let paths = (0..<200).map { "ENV PATH=/opt/tool\($0)/bin:$PATH\n" }.joined()
        let stages = (1..<100).map { "FROM a AS s\($0)\nARG V=1\nENV W=$V\nCOPY --from=s\($0 - 1) $W /x\n" }
        #expect(words("FROM a AS s0\n" + paths + stages.joined()).isEmpty)
    }

    @Test(arguments: [
        "${A%%" + String(repeating: "*x", count: 20_000) + "}", "${A//x/" + String(repeating: "b", count: 30_000) + "}",
    ])
    func patternsOfVariablesAreBounded(_ word: String) {
        let value = String(repeating: "x", count: 60_000)
        #expect(throws: WordFault.tooLarge(limit: 256 << 10)) { try WordExpander().expand(word) { _ in value } }
    }

    /// Many small pieces of a large text: the time is in proportion to its length. Squared, it would be a quarter of an hour.
    @Test(arguments: ["${A//x/yy}", "$A", "'$A'$A", "\"$A\""]) func manyPiecesAreLinear(_ piece: String) throws {
        let value = String(repeating: "x", count: 100_000)
        _ = try WordExpander().expand(piece) { _ in value }
        let pieces = String(repeating: "$A", count: 100_000)
        #expect(try WordExpander().expand(pieces) { _ in "xy" }.text.utf8.count == 200_000)
    }

    @Test func deepWordsAreStillRefusedAsDeep() {
        let deep = String(repeating: "${a:-", count: 5_000) + String(repeating: "}", count: 5_000)
        #expect(throws: WordFault.tooDeep) { try WordExpander().expand(deep) { _ in nil } }
    }
}

/// Files as large as nobody writes them, by shape: all that is done with a file ends.
@Suite(.timeLimit(.minutes(20))) struct LargeFileTests {
    enum Shape: CaseIterable {
        case instructions, stages, origins, continued, packages, json, substitutions, heredocs, unknown, names

        func text(_ count: Int) -> String {
            switch self {
            case .instructions: (0..<count).map { "RUN echo \($0)\n" }.joined()
            case .stages: (0..<count).map { "FROM s\($0) AS s\($0 + 1)\n" }.joined()
            case .origins: (0..<count).map { "FROM a AS s\($0)\nCOPY --from=s\(max(0, $0 - 1)) a b\n" }.joined()
            case .continued: "RUN a" + String(repeating: " \\\n  b", count: count) + "\n"
            case .packages: "RUN apk add " + String(repeating: "a ", count: count) + "\n"
            case .json: "CMD " + String(repeating: "[", count: 10 * count) + "\n"
            case .substitutions: "RUN " + String(repeating: "$(", count: 5 * count) + "\n"
            case .heredocs: String(repeating: "RUN <<E\necho && cd /x\nE\n", count: count)
            case .unknown: (0..<count).map { "FORM\($0) a\n" }.joined()
            case .names: (0..<count).map { "ARG V\($0)\n" }.joined()
            }
        }
    }

    @Test(arguments: Shape.allCases)
    func areGoneThrough(_ shape: Shape) {
        let file = Dockerfile.parse("FROM a AS s0\n" + shape.text(4_000))
        #expect(!file.statements.isEmpty)
        _ = Linter().text(on: file, file: "Dockerfile")
    }
}
