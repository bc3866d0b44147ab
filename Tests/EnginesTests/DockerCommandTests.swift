import Testing

@testable import Engines

/// Which command lines go to docker.
struct DockerCommandTests {
    @Test(arguments: [
        ("ps", true), ("image", true), ("compose", true), ("lab", false), ("check", false), ("why", false),
    ])
    func dockersCommandsAreKnown(_ word: String, _ isDockers: Bool) {
        #expect(DockerCommands.isFirst(of: [word, "--all"]) == isDockers)
    }

    @Test func nothingIsNoCommand() { #expect(!DockerCommands.isFirst(of: [])) }

    @Test(
        arguments: [
            (["build", "-t", "a", "."], ["-t", "a", "."]), (["image", "build", "."], ["."]),
            (["buildx", "build", "."], ["."]), (["builder", "build", "."], ["."]), (["build", "--check", "."], nil),
            (["images"], nil), (["image", "ls"], nil), ([], nil), (["image"], nil), (["container", "build"], nil),
        ] as [([String], [String]?)])
    func aBuildIsToldApart(_ words: [String], _ behind: [String]?) {
        #expect(DockerCommands.buildWords(words) == behind)
    }
}
