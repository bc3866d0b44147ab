import ArgumentParser
import CommandLines
import Testing

/// What the options of `docker compose` refuse before a file is read.
struct ComposeOptionsTests {
    @Test(
        arguments: [
            ["--build", "--no-build"], ["--force-recreate", "--no-recreate"], ["--pull", "often"],
        ])
    func containersAreMadeInOneWay(_ words: [String]) {
        #expect(throws: (any Error).self) { try ComposeMaking.parse(words) }
    }

    @Test(arguments: [[], ["--build", "--pull", "always"], ["--no-build", "--force-recreate"]] as [[String]])
    func waysThatGoTogetherAreTaken(_ words: [String]) {
        #expect(throws: Never.self) { try ComposeMaking.parse(words) }
    }

    @Test func oneFileIsRead() throws {
        #expect(try ComposeOptions.parse(["--file", "a.yml"]).file == ["a.yml"])
        #expect(throws: (any Error).self) { try ComposeOptions.parse(["--file", "a.yml", "--file", "b.yml"]) }
    }

    @Test(arguments: [["--format", "xml"], ["--environment"], ["--variables"]])
    func aConfigurationIsShownAsYAMLOrJSON(_ words: [String]) {
        #expect(throws: (any Error).self) { try ComposeConfigOptions.parse(words) }
    }

    @Test func theWordsBehindTheServiceAreTheCommand() throws {
        let options = try ComposeRunOptions.parse(["--rm", "--env", "A=1", "web", "sh", "-c", "x"])
        #expect(options.rm && options.inside.env == ["A=1"] && options.inside.service == "web")
        #expect(options.command == ["sh", "-c", "x"])
    }
}
