import ArgumentParser
import CommandLines
import Testing

@testable import BuildRuns

/// The build behind `slipway shell`.
struct ShellImageTests {
    @Test func whatIsNotGivenIsLeftToTheBuild() {
        #expect(ShellImage.words(before: nil, file: nil, arguments: [], context: ".") == ["."])
    }

    @Test func theBuildStopsBeforeTheLine() throws {
        let words = ShellImage.words(
            before: 7, file: "app.Dockerfile", arguments: ["A=1", "B"], context: "folder")
        let options = try BuildOptions.parse(words)
        #expect(options.stopBefore == 7 && options.file == "app.Dockerfile")
        #expect(options.buildArg == ["A=1", "B"] && options.path == "folder")
    }
}
