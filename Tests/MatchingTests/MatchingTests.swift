import Matching
import Testing

@Test(arguments: [
    ("*.txt", "a.txt", true), ("*.txt", "b/a.txt", false), ("*", ".hidden", true), ("a?c", "abc", true),
    ("a?c", "ac", false), ("[a-c]x", "bx", true), ("[^a-c]x", "bx", false), ("[^a-c]x", "dx", true),
    ("a\\*b", "a*b", true), ("a\\*b", "axb", false), ("*a*b*", "xxaxxbxx", true), ("*a*b*", "xxbxxaxx", false),
    ("sub/*/x", "sub/deep/x", true), ("", "", true), ("**", "a/b", false), ("**", "ab", true), ("[^x]", "/", false),
    ("a/*", "a", false),
    ("a*", "a", true), ("[]a]", "]", false), ("[a-]", "a", false),
    ("[\\]]", "]", true),
])
func patternsMatchAsGoDoes(pattern: String, path: String, matches: Bool) {
    #expect(((try? PathPattern(pattern, .source))?.matchesWhole(path) ?? false) == matches)
}

@Test func aPatternNeverTakesLong() throws {
    for dialect in [PathPattern.Dialect.ignore, .source] {
        let pattern = try PathPattern(String(repeating: "*a", count: 200) + "b", dialect)
        #expect(!pattern.matchesWhole(String(repeating: "a", count: 5_000)))
    }
}

/// The same text in both dialects: only these patterns tell them apart.
@Test(arguments: [
    ("**", "a/b", true, false), ("a/**", "a/b/c", true, false), ("**/c", "a/b/c", true, false),
    ("[^x]", "/", true, false),
    ("*", "a/b", false, false), ("a?c", "a/c", false, false), ("a/*", "a/b", true, true),
])
func onlyThesePatternsTellTheDialectsApart(pattern: String, path: String, asIgnore: Bool, asSource: Bool) throws {
    #expect(try PathPattern(pattern, .ignore).matchesWhole(path) == asIgnore)
    #expect(try PathPattern(pattern, .source).matchesWhole(path) == asSource)
}

@Test(arguments: ["[", "[]", "[a", "a\\", "[b-a]", "[^]"])
func whatMeansNothingIsRefused(pattern: String) {
    for dialect in [PathPattern.Dialect.ignore, .source] {
        #expect(throws: PatternFault(pattern: pattern)) { try PathPattern(pattern, dialect) }
    }
}

@Test(
    arguments: [
        ("requirments", "requirements"), ("FORM", "FROM"), ("ttile", "title"), ("xyz", nil), ("", nil),
        ("workdri", "WORKDIR"),
    ] as [(String, String?)])
func whatWasMeantIsTheNearest(typed: String, meant: String?) {
    let known = ["requirements", "FROM", "title", "WORKDIR"]
    #expect(Spelling.nearest(to: typed, among: known) == meant)
}

@Test(
    arguments: [
        ("my-flask-ap:v1", "my-flask-app:v1"), ("my-flask-app:v2", "my-flask-app:v1"),
        ("my-flask-app", "my-flask-app:v1"),
        ("pyton", "python:3.11-alpine"), ("nothing-like-it", nil),
    ] as [(String, String?)])
func namesTheImageThatWasMeant(_ name: String, _ meant: String?) {
    #expect(NearestImage.nearest(to: name, among: ["my-flask-app:v1", "python:3.11-alpine"]) == meant)
}
