import DockerfileSyntax
import Testing

/// A `.dockerignore`, the paths that it leaves out and those that it keeps.
struct IgnoreCase: CustomTestStringConvertible, Sendable {
    let patterns: String
    let out: [String]
    let kept: [String]

    init(_ patterns: String, out: [String] = [], kept: [String] = []) {
        self.patterns = patterns
        self.out = out
        self.kept = kept
    }

    var testDescription: String { patterns.debugDescription }

    static let all = [
        IgnoreCase("", kept: ["a"]),
        IgnoreCase("a", out: ["a", "a/b", "a/b/c"], kept: ["b", "ab", "b/a"]),
        IgnoreCase("a/b", out: ["a/b", "a/b/c"], kept: ["a", "b", "c/a/b", "a/bc"]),
        IgnoreCase("/a", out: ["a", "a/b"]), IgnoreCase("./a", out: ["a"]), IgnoreCase("a/", out: ["a", "a/b"]),
        IgnoreCase("a//b/./c/../d", out: ["a/b/d"], kept: ["a/b/c"]),
        IgnoreCase("/", kept: ["a"]), IgnoreCase(".", kept: ["a"]), IgnoreCase("../a", kept: ["a"]),
        IgnoreCase("*", out: ["a", "a/b", ".git"]),
        IgnoreCase("*.md", out: ["a.md", ".md"], kept: ["b/a.md", "a.mdx"]),
        IgnoreCase("*/*.md", out: ["b/a.md"], kept: ["a.md", "c/b/a.md"]),
        IgnoreCase("**/*.md", out: ["a.md", "b/a.md", "c/b/a.md", "x.md/y"], kept: ["a.txt"]),
        IgnoreCase("**", out: ["a", "a/b/c"]), IgnoreCase("a/**", out: ["a/b", "a/b/c"], kept: ["a", "ab"]),
        IgnoreCase("**/a", out: ["a", "b/a", "c/b/a", "b/a/d"], kept: ["ba", "b/ca"]),
        IgnoreCase("a/**/b", out: ["a/b", "a/x/b", "a/x/y/b"], kept: ["a/xb", "b"]),
        IgnoreCase("**/a/**", out: ["a/b", "x/a/b"], kept: ["a", "x/a"]),
        IgnoreCase("**/a/b", out: ["a/b", "x/a/b", "x/a/b/c"], kept: ["a/c/b"]),
        IgnoreCase("a**", out: ["a", "ab", "a/b"], kept: ["b"]),
        IgnoreCase("**b", out: ["b", "ab", "x/ab"], kept: ["bc"]),
        IgnoreCase("a?c", out: ["abc", "aüc"], kept: ["ac", "a/c", "abbc"]),
        IgnoreCase("a*c", out: ["ac", "abbc", "abc/d"], kept: ["ab/c"]),
        IgnoreCase("[a-c]x", out: ["ax", "bx", "cx"], kept: ["dx", "x"]),
        IgnoreCase("[^a-c]x", out: ["dx", "üx"], kept: ["ax"]), IgnoreCase("[äö]", out: ["ä", "ö"], kept: ["ü"]),
        IgnoreCase("[\\]a]", out: ["]", "a"]), IgnoreCase("[x\\-]", out: ["x", "-"], kept: ["y"]),
        IgnoreCase("a\\*b", out: ["a*b"], kept: ["axb"]), IgnoreCase("\\#a", out: ["#a"]),
        IgnoreCase("\\!a", out: ["!a"]),
        IgnoreCase("a.b+(c)|{d}$", out: ["a.b+(c)|{d}$"], kept: ["aab+(c)|{d}$"]),
        IgnoreCase("# comment\n\n  a  \n #b", out: ["a", "#b"], kept: ["comment", "# comment"]),
        IgnoreCase("\u{FEFF}a\r\nb\r\n", out: ["a", "b"]),
        IgnoreCase("*\n!a", out: ["b"], kept: ["a", "a/b"]),
        IgnoreCase("*.md\n!README.md", out: ["a.md"], kept: ["README.md"]),
        IgnoreCase("*.md\n!README*.md\nREADME-secret.md", out: ["README-secret.md"], kept: ["README.md"]),
        IgnoreCase("*.md\nREADME-secret.md\n!README*.md", kept: ["README-secret.md", "README.md"]),
        IgnoreCase("a\n!a/b", out: ["a", "a/c"], kept: ["a/b", "a/b/c"]),
        IgnoreCase("!a\na", out: ["a", "a/b"]), IgnoreCase("**\n! /a/b ", out: ["a", "a/c"], kept: ["a/b"]),
        IgnoreCase("!!a", kept: ["a"]), IgnoreCase("Dockerfile\n.dockerignore", out: ["Dockerfile", ".dockerignore"]),
    ]
}

@Test(arguments: IgnoreCase.all)
func pathsAreIgnoredAsDockerDoes(_ example: IgnoreCase) {
    let patterns = IgnorePatterns(example.patterns)
    for path in example.out { #expect(patterns.isExcluded(path), "\(path)") }
    for path in example.kept { #expect(!patterns.isExcluded(path), "\(path)") }
}

@Test(arguments: [
    "[", "[]", "[]a]", "[-]", "[x-]", "[-x]", "[a-b-c]", "[^", "[^bc", "a[", "\\", "a\\", "[b-a]", "!", "! ",
])
func aBrokenPatternIsFoundAndLeftOut(_ line: String) {
    let patterns = IgnorePatterns("a\n" + line)
    #expect(patterns.faults.map(\.range.start.line) == [2])
    #expect(patterns.patterns.count == 1)
}

@Test(
    arguments: [
        ("a", "a", false), ("a", "b", true), ("a", "", true), ("a\n!a/b", "a", true), ("a\n!a/b/c", "a/b", true),
        ("a\n!a/b/c", "a/d", false), ("a\n!b", "a", false), ("!a/b\na", "a", false), ("**\n!**/*.py", "x/y", true),
        ("*\n!src/*.py", "src", true), ("*\n!src/*.py", "doc", false), ("*\n!src/*.py", "src/deep", false),
        ("node_modules", "node_modules/x", false), ("**/cache", "a/cache", false), ("*\n!a", "a", true),
    ] as [(String, String, Bool)])
func aFolderIsWalkedWhereAPatternCanMatchBelowIt(_ text: String, _ folder: String, _ canMatch: Bool) {
    #expect(IgnorePatterns(text).canMatchBelow(folder) == canMatch)
}

@Test func exclusionsOfCopyAreChecked() throws {
    let patterns = try IgnorePatterns(excluding: [" *.md ", "", "!a.md"])
    #expect(patterns.isExcluded("b.md") && !patterns.isExcluded("a.md"))
    #expect(throws: IgnoreFault.onlyException) { try IgnorePatterns(excluding: ["!"]) }
    #expect(
        IgnorePatterns.fileNames(forDockerfile: "x/my.Dockerfile") == ["x/my.Dockerfile.dockerignore", ".dockerignore"])
}
