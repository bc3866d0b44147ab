import RegularExpressions
import Testing

@testable import TextEditing

@Suite struct SearchTests {
    @Test(
        arguments: [
            ("a.c", "xabcx", "abc"), ("a|bc", "xbc", "bc"), ("ab*", "xabbb", "abbb"), ("ab*?b", "abbb", "ab"),
            ("^ab$", "ab", "ab"), ("^b", "ab", nil), ("\\bcat\\b", "a cat!", "cat"), ("\\bcat\\b", "concat", nil),
            ("[a-c]+", "xxabcd", "abc"), ("[^a-c]+", "abxyc", "xy"), ("[]a]+", "x]a", "]a"), ("a{2,3}", "aaaa", "aaa"),
            ("a{2}", "aaaa", "aa"), ("(a*)*b", "aaaab", "aaaab"), ("(a|ab)(c|bcd)", "abcd", "abcd"),
            ("\\d+\\.\\d+", "v3.11", "3.11"),
            ("é+", "caféé", "éé"), ("e", "e\u{301}e", "e"), ("e$", "ee\u{301}", nil), ("👩", "👩‍👧", nil),
            ("x{", "ax{", "x{"), ("(?:ab)+", "cababd", "abab"), ("ABC", "xabc", "abc"),
            ("É", "é", "é"), ("[\\w-]+==", "flask-cors==1", "flask-cors=="), ("$", "ab", ""),
            ("[^\\s\"]+", " \"ab\"", "ab"),
        ] as [(String, String, String?)])
    func patternsFindWhatTheySay(_ pattern: String, _ line: String, _ expected: String?) throws {
        let search = try SearchPattern(SearchQuery(pattern, isPattern: true))
        let bytes = Array(line.utf8)
        let found = search.matches(in: bytes[...], .utf8).first.map {
            String(decoding: bytes[$0.range.lowerBound.value..<$0.range.upperBound.value], as: UTF8.self)
        }
        #expect(found == expected)
    }

    @Test(
        arguments: [
            ("(a", .unclosedGroup(at: 0)), ("a)", .unopenedGroup(at: 1)), ("[a", .unclosedSet(at: 0)),
            ("*a", .nothingToRepeat(at: 0)),
            ("a{3,1}", .badRepetition(at: 1)), ("\\q", .badEscape(at: 0)), ("a\\", .badEscape(at: 1)),
            ("((a{1000}){1000}){1000}", .tooLarge), (String(repeating: "(", count: 5000), .tooLarge),
        ] as [(String, PatternError)])
    func badPatternsSayWhy(_ pattern: String, _ error: PatternError) {
        #expect(throws: error) { try SearchPattern(SearchQuery(pattern, isPattern: true)) }
    }

    @Test func aHostilePatternEndsSoon() throws {
        let search = try SearchPattern(SearchQuery("(a+)+(a+)+(a?){50}x", isPattern: true))
        #expect(search.matches(in: Array(repeating: 0x61, count: 3000)[...], .utf8) == [])
    }

    @Test func plainTextIsTakenAsItIs() {
        var editor = DrawnEditor.read("‸a.b axb a.b", .plain)
        editor.apply(.find(SearchQuery("a.b")))
        #expect(DrawnEditor.draw(editor) == "«a.b‸» axb a.b")
        editor.apply(.findNext)
        #expect(DrawnEditor.draw(editor) == "a.b axb «a.b‸»")
        #expect(editor.apply(.findNext) == .wrapped)
        #expect(DrawnEditor.draw(editor) == "«a.b‸» axb a.b")
        #expect(editor.apply(.findPrevious) == .wrapped)
        #expect(DrawnEditor.draw(editor) == "a.b axb «a.b‸»")
        #expect(editor.apply(.find(SearchQuery("A.B", isCaseSensitive: true))) == .notFound)
    }

    @Test func replacesOneAndAll() {
        var editor = DrawnEditor.read("‸flask==2.3.2\r\nx==1\r\n", .requirements)
        editor.apply(.find(SearchQuery("(\\w+)==([\\d.]+)", isPattern: true)))
        editor.apply(.replaceNext(with: "$1>=$2"))
        #expect(DrawnEditor.draw(editor) == "flask>=2.3.2\r\n«x==1‸»\r\n")
        editor.apply(.undo)
        #expect(DrawnEditor.draw(editor) == "«flask==2.3.2‸»\r\nx==1\r\n")
        #expect(editor.apply(.replaceAll(with: "$2 $$ $1")) == .replaced(count: 2))
        #expect(editor.buffer.bytes == Array("2.3.2 $ flask\r\n1 $ x\r\n".utf8))
        editor.apply(.undo)
        #expect(editor.buffer.bytes == Array("flask==2.3.2\r\nx==1\r\n".utf8))
    }
}
