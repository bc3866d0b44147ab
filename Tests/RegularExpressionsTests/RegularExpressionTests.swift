import Foundation
import Seeds
import Testing

@testable import RegularExpressions

@Suite(.timeLimit(.minutes(20))) struct RegularExpressionTests {
    @Test(
        arguments: [
            // Lines and flags.
            ("^b", "a\nb", nil), ("(?m)^b", "a\nb", "b"), ("a$", "a\nb", nil), ("(?m)a$", "a\nb", "a"),
            ("(?m)^flask\\s*==\\s*2\\.3\\.2\\s*$", "x\nflask == 2.3.2\n", "flask == 2.3.2\n"),
            ("(?mi)^flask\\s*==\\s*\\d", "Flask==3", "Flask==3"), ("a(?i)b", "aB", "aB"), ("a(?i)b", "AB", nil),
            ("(?i:a)b", "Ab", "Ab"), ("(?i:a)b", "AB", nil), ("(?i)a(?-i)b", "Ab", "Ab"), ("(?i)a(?-i)b", "AB", nil),
            ("(?i)[^a]", "A", nil), ("a.b", "a\nb", nil), ("(?s)a.b", "a\nb", "a\nb"), ("(a(?i)b)c", "aBC", nil),
            // Lookahead.
            ("^(?!root\\b|0+(:|$)).", "root", nil), ("^(?!root\\b|0+(:|$)).", "root:0", nil),
            ("^(?!root\\b|0+(:|$)).", "0", nil), ("^(?!root\\b|0+(:|$)).", "0:0", nil),
            ("^(?!root\\b|0+(:|$)).", "rooted", "r"), ("^(?!root\\b|0+(:|$)).", "01", "0"),
            ("^(?!root\\b|0+(:|$)).", "", nil), ("^CMD(-SHELL)? (?!.*curl)\\S", "CMD wget x", "CMD w"),
            ("^CMD(-SHELL)? (?!.*curl)\\S", "CMD-SHELL curl x", nil),
            ("^CMD(-SHELL)? \\S", "CMD-SHELL x", "CMD-SHELL x"),
            ("^(?!(\\S*/)?(sh|ash|bash) ).*pier\\.py", "python pier.py", "python pier.py"),
            ("^(?!(\\S*/)?(sh|ash|bash) ).*pier\\.py", "/bin/sh -c pier.py", nil),
            ("a(?=b)", "acab", "a"), ("(?=.*\\d)(?=.*[a-z])\\w+", "A1b", "A1b"), ("(?!a(?!b))a", "ac ab", "a"),
            // Escapes.
            ("\\x41\\u{42}\\t\\n", "AB\t\n", "AB\t\n"), ("\\Aa\\z", "a", "a"), ("\\Aa\\z", "a\n", nil),
            ("[\\t\\n]+", "a\t\nb", "\t\n"), ("(?<name>a)b", "ab", "ab"), ("\\.\\*", "a.*", ".*"),
            ("[\\]^-]+", "a]^-", "]^-"),
            ("é.", "café!", "é!"), ("", "abc", ""),
        ] as [(String, String, String?)])
    func findsWhatItSays(_ pattern: String, _ text: String, _ expected: String?) throws {
        #expect(try RegularExpression(pattern).firstMatch(in: text).map(String.init) == expected)
    }

    @Test(
        arguments: [
            ("(", .unclosedGroup(at: 0)), (")", .unopenedGroup(at: 0)), ("a(?", .unclosedGroup(at: 1)),
            ("(a)\\1", .unsupported(at: 3)), ("(?<=a)b", .unsupported(at: 0)), ("(?>a)", .unsupported(at: 0)),
            ("a++", .unsupported(at: 2)), ("a{2}{3}", .unsupported(at: 4)), ("[z-a]", .badRange(at: 2)),
            ("\\u{110000}", .badEscape(at: 0)), ("\\x4", .badEscape(at: 0)), ("(?z)", .unsupported(at: 0)),
            ("(?=a{1000}){1000}", .tooLarge), ("(?:(?:(?:a{1000}){1000}){1000}){1000}", .tooLarge),
        ] as [(String, PatternError)])
    func badExpressionsSayWhere(_ pattern: String, _ error: PatternError) {
        #expect(throws: error) { try RegularExpression(pattern) }
    }

    /// Repeating nothing does nothing, however often.
    @Test func nothingIsRepeatedInNoTime() throws {
        let pattern = String(repeating: "(?:", count: 50) + String(repeating: "){1000}", count: 50)
        #expect(try RegularExpression(pattern).firstMatch(in: "a") == "")
    }

    /// Each of them takes other engines longer than a lifetime.
    @Test(arguments: [
        "(a+)+b", "(a|a)*b", "(a|aa)+$(?!a)b", "^(?!(a+)+b)(a*)*c", "(.*a){20}b", "((a?){30}){30}b", "(x+x+)+y",
    ])
    func hostileExpressionsEnd(_ pattern: String) throws {
        let expression = try RegularExpression(pattern)
        #expect(try expression.firstMatch(in: String(repeating: "a", count: 200)) == nil)
    }

    /// What is linear can still be long: it is given up, and told.
    @Test func muchWorkIsGivenUp() throws {
        let expression = try RegularExpression("(?:a?){1000}(?:a?){1000}(?:a?){1000}b")
        #expect(throws: RegularExpression.EffortExceeded()) {
            try expression.firstMatch(in: String(repeating: "a", count: 50_000), effort: 100_000)
        }
    }

    @Test func groupsSayWhatTheyMatched() throws {
        let expression = try RegularExpression("(a)(x)?(?=b)")
        #expect(
            expression.matches(in: "abab".unicodeScalars.map(\.value), groups: true) == [
                .init(range: 0..<1, groups: [0..<1, 0..<1, nil]), .init(range: 2..<3, groups: [2..<3, 2..<3, nil]),
            ])
    }
}

/// The engine against Swift's own, on expressions and texts made at random.
@Suite(.timeLimit(.minutes(20))) struct SameAsSwiftTests {
    /// Expressions and texts made at random.
    struct Generator {
        var random: SeededGenerator

        mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }

        /// An expression; what is repeated is never empty, where dialects differ.
        mutating func expression(_ depth: Int) -> String {
            (0..<Int.random(in: 1...3, using: &random)).map { _ in item(depth) }.joined(
                separator: Int.random(in: 0..<4, using: &random) == 0 ? "|" : "")
        }

        private mutating func item(_ depth: Int) -> String {
            let one = pick(["a", "b", "\\d", ".", "[ab]", "[^a\\n]", "\\s", "\\w", "\\n"])
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4: return one
            case 4, 5: return one + pick(["*", "+", "?", "{2}", "{1,2}", "*?", "+?", "??"])
            case 6: return pick(["^", "$", "\\b", "\\B"])
            case 7 where depth > 0: return pick(["(?=", "(?!"]) + expression(depth - 1) + ")"
            case 8 where depth > 0:
                return "(?:" + one + "(?:" + expression(depth - 1) + "))" + pick(["", "*", "+", "?"])
            case 9 where depth > 0: return "(" + expression(depth - 1) + ")"
            default: return one
            }
        }
    }

    @Test func findsTheSame() throws {
        let seed = PropertySeed.of(1)
        var generator = Generator(random: SeededGenerator(seed))
        for _ in 0..<500 {
            let pattern = generator.pick(["", "(?m)", "(?i)", "(?s)"]) + generator.expression(2)
            let ours = try RegularExpression(pattern)
            let theirs = try Regex(pattern).wordBoundaryKind(.simple)
            for _ in 0..<5 {
                let length = Int.random(in: 0...8, using: &generator.random)
                let text = (0..<length).map { _ in generator.pick(["a", "b", "A", "1", " ", "\n"]) }.joined()
                let found = try ours.firstMatch(in: text).map(String.init)
                let expected = try theirs.firstMatch(in: text).map { String(text[$0.range]) }
                #expect(found == expected, "\(pattern) in \(text.debugDescription), seed \(seed)")
            }
        }
    }
}
