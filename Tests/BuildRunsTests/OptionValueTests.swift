import ArgumentParser
import CommandLines
import Testing

@testable import BuildRuns

/// Values of `build` that docker's builders take and that mean nothing here.
struct OptionValueTests {
    private func check(_ words: [String]) throws {
        try #require(BuildCommandLine(words + ["."]).options).checkValues()
    }

    @Test(
        arguments: [
            [], ["--builder", "default"], ["--call", "outline"], ["--provenance=false"], ["--sbom=0"],
            ["--allow", "network.host"], ["--network", "none"], ["--dry-run", "--format", "json"],
            ["--twice", "--format", "json"], ["--format", "text"],
        ] as [[String]])
    func whatIsMeantHereIsTaken(_ words: [String]) throws {
        try check(words)
    }

    @Test(
        arguments: [
            (["--builder", "farm"], "no builder \"farm\" found"),
            (["--call", "format"], "--call=format is not offered"),
            (["--provenance=true"], "--provenance:"), (["--sbom=generator=x"], "--sbom:"),
            (["--allow", "security.insecure"], "--allow security.insecure:"), (["--format", "xml"], "--format xml:"),
            (["--format", "json"], "--format says how --dry-run answers"),
            (["--network", "bridge"], "--network bridge:"),
        ] as [([String], String)])
    func whatMeansNothingIsNamed(_ words: [String], _ beginning: String) {
        #expect {
            try check(words)
        } throws: {
            ($0 as? ValidationError)?.message.hasPrefix(beginning) == true
        }
    }
}
