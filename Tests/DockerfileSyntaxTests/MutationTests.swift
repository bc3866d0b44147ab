import DockerfileSyntax
import Foundation
import Seeds
import Testing

/// Changes texts at random; what matters in the language is inserted more often than other bytes.
struct Mutator {
    var generator: SeededGenerator

    private static let pieces =
        [
            "\\\n", "\n", "\r\n", "<<EOF", "<<-\"E\"", "${", "}", "${a:-", "${a//b/", "$", "\"", "'", "`", "\\", "[",
            "]", "[\"a\",",
            "--mount=type=", "--from=0", " AS ", "# escape=`\n", "#", "ONBUILD ", "HEALTHCHECK ", "FROM ", "\u{FEFF}",
            "é", "**/", "!",
            "\u{0}", "\u{2028}", "\u{A0}", "&&", "|", "$(", "/", "EXPOSE /\n", ":", "@",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80]]

    mutating func mutate(_ text: [UInt8]) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let start = Int.random(in: 0...text.count, using: &generator)
            let end = min(text.count, start + Int.random(in: 0...8, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: text.removeSubrange(start..<end)
            case 1: text.insert(contentsOf: text[start..<end], at: start)
            case 2: text.insert(UInt8.random(in: 0...255, using: &generator), at: start)
            default: text.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? [], at: start)
            }
        }
        return text
    }
}

private let rounds = ProcessInfo.processInfo.environment["MUTATION_ROUNDS"].flatMap(Int.init) ?? 40

/// What holds of anything that is read, however broken.
private func check(_ bytes: [UInt8]) {
    let file = Dockerfile.parse(utf8: bytes)
    var last = 0
    for statement in file.statements {
        #expect(statement.firstLine > last || last == 0)
        #expect(statement.firstLine <= statement.lastLine && statement.lastLine <= file.source.lineCount)
        last = statement.lastLine
        let offsets = statement.arguments.map(\.range) + [statement.range, statement.keyword.range]
        for range in offsets {
            #expect(
                0 <= range.start.offset && range.start.offset <= range.end.offset && range.end.offset <= bytes.count)
            #expect(file.source.position(atOffset: range.start.offset) == range.start)
        }
    }
    #expect(file.statements.filter { $0.instruction == nil }.isEmpty || file.hasErrors)
    _ = Linter().text(on: file, file: "Dockerfile")
    _ = file.json()
}

@Test(arguments: SyntaxCase.all)
func placesStayInsideAChangedDockerfile(_ example: SyntaxCase) throws {
    var mutator = Mutator(generator: SeededGenerator(PropertySeed.of(1)))
    var text = try example.dockerfile().source.bytes
    for round in 0..<rounds {
        if round % 10 == 0 { text = try example.dockerfile().source.bytes }
        text = mutator.mutate(text)
        check(text)
    }
}

@Test func mutatedWordsAndPatterns() {
    var mutator = Mutator(generator: SeededGenerator(PropertySeed.of(2)))
    let words = WordCase.variables + WordCase.fallbacks + WordCase.trims + WordCase.replacements + WordCase.quotes
    for example in words {
        for _ in 0..<rounds {
            let word = String(decoding: mutator.mutate(Array(example.word.utf8)), as: UTF8.self)
            let expanded = try? WordExpander().expand(word) { $0.count % 2 == 0 ? nil : "a/b c*" }
            #expect(expanded?.uses.allSatisfy { $0.offset < word.utf8.count } != false)
        }
    }
    for example in IgnoreCase.all {
        for _ in 0..<rounds {
            let patterns = IgnorePatterns(String(decoding: mutator.mutate(Array(example.patterns.utf8)), as: UTF8.self))
            for path in example.out + example.kept where patterns.isExcluded(path) {
                // What is left out lies in a folder that is left out, or in one that is walked.
                let folder = path.split(separator: "/").dropLast().joined(separator: "/")
                if !patterns.canMatchBelow(folder) { #expect(patterns.isExcluded(folder)) }
            }
        }
    }
}

/// A folder that is not walked has nothing below that would have been kept.
@Test func foldersThatAreNotWalkedHoldNothing() {
    var generator = SeededGenerator(PropertySeed.of(3))
    let parts = ["a", "b", "*", "**", "?", "a*", "**b", "[ab]", "!"]
    let paths = ["a", "b", "a/a", "a/b", "b/a", "a/b/a", "a/b/b", "b/b/a", "ab", "a/ab/b", "ab/a/b"]
    for _ in 0..<2000 {
        let lines = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
            let names = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                parts.randomElement(using: &generator) ?? "a"
            }
            return (Bool.random(using: &generator) ? "!" : "") + names.joined(separator: "/")
        }
        let patterns = IgnorePatterns(lines.joined(separator: "\n"))
        for path in paths {
            for depth in 1..<max(1, path.split(separator: "/").count) {
                let folder = path.split(separator: "/").prefix(depth).joined(separator: "/")
                if !patterns.canMatchBelow(folder) { #expect(patterns.isExcluded(path), "\(lines) \(path)") }
            }
        }
    }
}

@Test(arguments: [
    String(repeating: "a", count: 100_000), String(repeating: "\\\n", count: 20_000),
    String(repeating: "[", count: 20_000),
    "RUN [" + String(repeating: "[", count: 20_000), "RUN " + String(repeating: "<<A ", count: 1_000),
    "ENV a=" + String(repeating: "${", count: 1_000), "ENV a=" + String(repeating: "${a:-", count: 1_000),
    "RUN \"" + String(repeating: "\\", count: 20_000), "RUN " + String(repeating: "$(", count: 1_000),
    "FROM a\n" + String(repeating: "ONBUILD ", count: 1_000), "COPY " + String(repeating: "--x ", count: 1_000),
    String(repeating: "FROM a AS b\nCOPY --from=b a b\n", count: 500),
    String(repeating: "ENV $a=$a$a ", count: 1_000),
    String(repeating: "# a\n", count: 10_000), "LABEL " + String(repeating: "é=$x ", count: 1_000), "EXPOSE / : -",
    (0..<2_000).map { "RUN <<N\($0) <<M\n" }.joined(),
])
func largeAndOdd(_ text: String) { check(Array(text.utf8)) }

@Test func lineLengthHasALimit() {
    let line = { (count: Int) in "FROM a\nRUN " + String(repeating: "x", count: count - 4) + "\n" }
    #expect(!Dockerfile.parse(line(65_535)).hasErrors)
    #expect(Dockerfile.parse(line(65_536)).diagnostics.map(\.fault) == [.lineTooLong])
}
