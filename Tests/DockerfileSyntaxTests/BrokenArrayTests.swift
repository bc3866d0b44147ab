import DockerfileSyntax
import Testing

/// Lists that were meant as JSON: what is wrong with them first, and what was meant.
@Suite struct BrokenArrayTests {
    @Test(arguments: [
        ("['python', 'app.py']", BrokenArray.Flaw.singleQuotes, 1, "[\"python\", \"app.py\"]"),
        ("[“python”, “app.py”]", .typographicQuotes, 1, "[\"python\", \"app.py\"]"),
        ("[\"python\", \"app.py\"", .closingMissing, 0, "[\"python\", \"app.py\"]"),
        ("\"python\", \"app.py\"]", .openingMissing, 0, "[\"python\", \"app.py\"]"),
        ("[\"python\", \"app.py\",]", .commaTooMany, 19, "[\"python\", \"app.py\"]"),
        ("[\"a\" ,, \"b\"]", .commaTooMany, 6, "[\"a\", \"b\"]"),
        ("[\"python\" \"app.py\"]", .commaMissing, 9, "[\"python\", \"app.py\"]"),
        ("[python, app.py]", .wordWithoutQuotes("python"), 1, "[\"python\", \"app.py\"]"),
        ("[\"sleep\", 10]", .wordWithoutQuotes("10"), 10, "[\"sleep\", \"10\"]"),
        ("[python\", \"app.py\"]", .wordWithoutQuotes("python"), 1, "[\"python\", \"app.py\"]"),
        ("[\"python, \"app.py\"]", .quoteNeverCloses, 1, "[\"python\", \"app.py\"]"),
        ("[\"python\", \"app.py]", .quoteNeverCloses, 11, "[\"python\", \"app.py\"]"),
        ("[\"a\"] # start", .textBehind("# start"), 6, "[\"a\"]"),
        ("[\"a\", \"b\"];", .textBehind(";"), 10, "[\"a\", \"b\"]"),
        ("[\"a\"] b c", .textBehind("b c"), 6, "[\"a\", \"b\", \"c\"]"),
        ("[\"grep\", \"\\d\"]", .backslash, 10, "[\"grep\", \"\\\\d\"]"),
        ("[\"a\",\u{A0}\"b\"]", .strangeBlank, 5, "[\"a\", \"b\"]"),
        ("['sh', '-c', 'echo \"hi\" there']", .singleQuotes, 1, "[\"sh\", \"-c\", \"echo \\\"hi\\\" there\"]"),
        ("[\"é\", 'b']", .singleQuotes, 7, "[\"é\", \"b\"]"),
    ])
    func theFirstFlawIsNamedAndTheListMended(text: String, flaw: BrokenArray.Flaw, place: Int, mended: String) throws {
        let array = try #require(BrokenArray(text))
        #expect(array.flaw == flaw && array.place.lowerBound == place && array.mended == mended, "\(array)")
        #expect(BrokenArray(mended) == nil)
    }

    /// JSON, and what a shell reads.
    @Test(arguments: [
        "[\"a\"]", "[]", "[ \"a\" , \"b\" ]", "[ -f x ] && y", "[ \"$A\" = \"b\" ] && z", "[[ -f x ]]", "[a-z]*", "[",
        "", "[\"", "echo [a]", "'x', y", "[[\"a\"]]", "[\"a\", {\"b\": 1}]", "python app.py",
    ])
    func whatIsNoBrokenListIsLeftAlone(text: String) { #expect(BrokenArray(text) == nil) }

    /// With a shell's operator behind it, nobody knows what was meant.
    @Test func aCommandBehindAListIsNotMended() throws {
        #expect(try #require(BrokenArray("[\"a\", \"b\"] && c")).mended == nil)
    }
}
