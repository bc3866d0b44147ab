import DockerfileSyntax
import Testing

/// What the words of the tables below see.
private let environment = [
    "x": "value", "empty": "", "path": "/usr/local/bin/python", "file": "archive.tar.gz", "two": "two words",
    "w": "a*b?c",
    "grüße": "Welt", "名": "值", "multi": "äöü/äöü", "_u1": "under", "lines": "one\ntwo", "quote": "it's \"so\"",
]

struct WordCase: CustomTestStringConvertible, Sendable {
    let word: String
    let text: String
    var words: [String]?
    var escape = EscapeCharacter.backslash

    init(_ word: String, _ text: String, words: [String]? = nil, escape: EscapeCharacter = .backslash) {
        self.word = word
        self.text = text
        self.words = words
        self.escape = escape
    }

    var testDescription: String { word }

    static let variables = [
        WordCase("plain", "plain"), WordCase("", ""), WordCase("$x", "value"), WordCase("${x}", "value"),
        WordCase("a$x.b", "avalue.b"), WordCase("a${x}b", "avalueb"), WordCase("$x$x", "valuevalue"),
        WordCase("$xb", ""), WordCase("$nothing", ""), WordCase("${nothing}", ""), WordCase("$empty", ""),
        WordCase("$", "$"), WordCase("a$", "a$"), WordCase("$ a", "$ a"), WordCase("$.", "$."), WordCase("$/x", "$/x"),
        WordCase("$$", ""), WordCase("$1", ""), WordCase("$12a", "a"), WordCase("$@b", "b"), WordCase("$?", ""),
        WordCase("$!x", "x"), WordCase("$-", ""), WordCase("$*", ""), WordCase("$#", ""), WordCase("${1}", ""),
        WordCase("${@}", ""), WordCase("$_u1", "under"), WordCase("$grüße", "Welt"), WordCase("${名}!", "值!"),
        WordCase("日本$x語", "日本"), WordCase("日本${x}語", "日本value語"), WordCase("$x日", ""),
        WordCase("$two", "two words", words: ["two", "words"]),
    ]

    static let fallbacks = [
        WordCase("${x:-d}", "value"), WordCase("${nothing:-d}", "d"), WordCase("${empty:-d}", "d"),
        WordCase("${x-d}", "value"), WordCase("${nothing-d}", "d"), WordCase("${empty-d}", ""),
        WordCase("${x:+s}", "s"), WordCase("${nothing:+s}", ""), WordCase("${empty:+s}", ""),
        WordCase("${x+s}", "s"), WordCase("${nothing+s}", ""), WordCase("${empty+s}", "s"),
        WordCase("${x:?m}", "value"), WordCase("${x?m}", "value"), WordCase("${empty?m}", ""),
        WordCase("${nothing:-$x}", "value"), WordCase("${nothing:-${x}b}", "valueb"),
        WordCase("${nothing:-${nowhere:-deep}}", "deep"), WordCase("${nothing:-a b}", "a b", words: ["a", "b"]),
        WordCase("${nothing:-'a b'}", "a b"), WordCase("${nothing:-\"}\"}", "}"), WordCase("${nothing:-\\}}", "}"),
        WordCase("${nothing:-}", ""), WordCase("${nothing:-:-}", ":-"), WordCase("${x:+$two}", "two words"),
    ]

    static let trims = [
        WordCase("${path#*/}", "usr/local/bin/python"), WordCase("${path##*/}", "python"),
        WordCase("${path%/*}", "/usr/local/bin"), WordCase("${path%%/*}", ""), WordCase("${file%.*}", "archive.tar"),
        WordCase("${file%%.*}", "archive"), WordCase("${file#*.}", "tar.gz"), WordCase("${file##*.}", "gz"),
        WordCase("${file#archive}", ".tar.gz"), WordCase("${file#zip}", "archive.tar.gz"),
        WordCase("${file%gz}", "archive.tar."), WordCase("${x#?}", "alue"), WordCase("${x##?}", "alue"),
        WordCase("${x%?}", "valu"), WordCase("${x#*}", "value"), WordCase("${x##*}", ""), WordCase("${x%*}", "value"),
        WordCase("${x%%*}", ""), WordCase("${x#}", "value"), WordCase("${w#a\\*}", "b?c"), WordCase("${w%\\?c}", "a*b"),
        WordCase("${nothing#a}", ""), WordCase("${empty%a}", ""), WordCase("${multi#ä?}", "ü/äöü"),
        WordCase("${multi%/*}", "äöü"), WordCase("${lines#*t}", "one\ntwo"), WordCase("${lines#*e}", "\ntwo"),
        WordCase("${x#$x}", ""), WordCase("${path#\\/usr}", "/local/bin/python"), WordCase("${x:#v}", "alue"),
    ]

    static let replacements = [
        WordCase("${path/usr/opt}", "/opt/local/bin/python"), WordCase("${path//\\//-}", "-usr-local-bin-python"),
        WordCase("${path/\\//}", "usr/local/bin/python"), WordCase("${multi/ö/o}", "äoü/äöü"),
        WordCase("${multi//ö/o}", "äoü/äoü"), WordCase("${x/zz/y}", "value"), WordCase("${x/a*/y}", "vy"),
        WordCase("${x/?/y}", "yalue"), WordCase("${x//?/y}", "yyyyy"), WordCase("${x//*/y}", "y"),
        WordCase("${x/al/}", "vue"), WordCase("${x/a/$x}", "vvaluelue"), WordCase("${nothing/a/b}", ""),
        WordCase("${w/\\*/-}", "a-b?c"), WordCase("${two// /_}", "two_words"), WordCase("${lines/e*/-}", "on-\ntwo"),
        WordCase("${x//l/ll}", "vallue"), WordCase("${file/tar/zip}", "archive.zip.gz"),
    ]

    static let quotes = [
        WordCase("'a'", "a"), WordCase("\"a\"", "a"), WordCase("'$x'", "$x"), WordCase("\"$x\"", "value"),
        WordCase("'a\\b'", "a\\b"), WordCase("\"a\\b\"", "a\\b"), WordCase("\"a\\\"b\"", "a\"b"),
        WordCase("\"\\$x\"", "$x"), WordCase("\"\\\\\"", "\\"), WordCase("\"it's\"", "it's"),
        WordCase("'say \"so\"'", "say \"so\""), WordCase("a'b c'd", "ab cd", words: ["ab cd"]),
        WordCase("\"a b\" c", "a b c", words: ["a b", "c"]), WordCase("\\$x", "$x"), WordCase("\\\\$x", "\\value"),
        WordCase("\\'", "'"), WordCase("\\\"", "\""), WordCase("a\\ b", "a b", words: ["a b"]), WordCase("a\\", "a"),
        WordCase("\\a", "a"), WordCase("''", "", words: []), WordCase("'' a", " a", words: ["a"]),
        WordCase("\"$two\"", "two words", words: ["two words"]), WordCase("$quote", "it's \"so\""),
        WordCase("  a   b  ", "  a   b  ", words: ["a", "b"]), WordCase("'\\'", "\\"),
        WordCase("a`$x", "a$x", escape: .backtick), WordCase("c:\\dir\\$x", "c:\\dir\\value", escape: .backtick),
        WordCase("\"`$x\"", "$x", escape: .backtick), WordCase("\"\\$x\"", "\\value", escape: .backtick),
    ]
}

@Test(arguments: WordCase.variables + WordCase.fallbacks + WordCase.trims + WordCase.replacements + WordCase.quotes)
func aWordIsExpandedAsItsCaseSays(_ example: WordCase) throws {
    let expanded = try WordExpander(escape: example.escape).expand(example.word) { environment[$0] }
    #expect(expanded.text == example.text)
    if let words = example.words { #expect(expanded.words == words) }
}

@Test(
    arguments: [
        ("'a", WordFault.unclosedSingleQuote), ("\"a", .unclosedDoubleQuote), ("\"a\\\"", .unclosedDoubleQuote),
        ("\"\\", .unclosedDoubleQuote), ("${", .unclosedBrace), ("${x", .unclosedBrace), ("${x:-", .unclosedBrace),
        ("${x:-'a}", .unclosedBrace), ("${x#a", .unclosedBrace), ("${x:", .unclosedBrace), ("${}", .badSubstitution),
        ("${:}", .badSubstitution), ("${{x}}", .badSubstitution), ("${x!y}", .modifier("!")),
        ("${x.y}", .modifier(".")),
        ("${x:=y}", .modifier(":=")), ("${x y}", .modifier(" ")), ("${x/a}", .missingSlash),
        ("${x/a/b", .unclosedBrace),
        ("${x#a\\b}", .pattern("a\\b")), ("${x/\\a/b}", .pattern("\\a")),
        ("${nothing?}", .required(name: "nothing", message: "", isEmpty: false)),
        ("${nothing:?say it}", .required(name: "nothing", message: "say it", isEmpty: false)),
        ("${empty:?$x!}", .required(name: "empty", message: "value!", isEmpty: true)),
    ] as [(String, WordFault)])
func brokenWord(_ word: String, _ fault: WordFault) {
    #expect(throws: fault) { try WordExpander().expand(word) { environment[$0] } }
}

@Test func depthIsLimited() throws {
    let nested = { (depth: Int) in
        String(repeating: "${a:-", count: depth) + "b" + String(repeating: "}", count: depth)
    }
    #expect(try WordExpander().expand(nested(100)) { _ in nil }.text == "b")
    #expect(throws: WordFault.tooDeep) { try WordExpander().expand(nested(20_000)) { _ in nil } }
}

@Test func usesAreReported() throws {
    let expanded = try WordExpander().expand("$x ${gone:-$empty} ü$gone") { environment[$0] }
    #expect(expanded.usedNames == ["x", "empty"])
    #expect(expanded.uses.map(\.name) == ["x", "gone", "empty", "gone"])
    #expect(expanded.uses.map(\.offset) == [0, 3, 11, 21])
    #expect(expanded.uses.map(\.hasFallback) == [false, true, false, false])
    #expect(expanded.uses.map(\.isSet) == [true, false, true, false])
}

@Test func textOfAHeredocKeepsQuotes() throws {
    var expander = WordExpander()
    expander.ignoresQuotes = true
    #expect(try expander.expand("say \"$x\" isn't \\$x") { environment[$0] }.text == "say \"value\" isn't $x")
}

@Test func unsetVariablesCanStay() throws {
    var expander = WordExpander()
    expander.keepsUnset = true
    for word in ["$a", "${a}", "${a:-b}", "${a+b}", "${a#b}", "${a/b/c}", "${a//b/c}"] {
        let expected = word == "${a//b/c}" ? "${a/b/c}" : word
        #expect(try expander.expand(word) { _ in nil }.text == expected)
    }
}
