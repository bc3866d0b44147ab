import DockerfileSyntax
import Testing

/// The lines of `slipway parse`.
struct ListingTests {
    @Test func anInstructionHasItsLinesKeywordAndWords() {
        let dockerfile = Dockerfile.parse("from --platform=linux/amd64 scratch\nRUN a \\\n  b\n")
        let lines = dockerfile.listing.split(separator: "\n")
        #expect(lines.first == #"1 "FROM" "--platform=linux/amd64" "scratch""#)
        #expect(lines.count == 2 && lines[1].hasPrefix(#"2-3 "RUN" "#))
    }

    @Test func anEmptyFileHasNone() {
        #expect(Dockerfile.parse("").listing.isEmpty)
    }
}
