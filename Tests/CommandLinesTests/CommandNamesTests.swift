import ArgumentParser
import CommandLines
import Testing

private struct Pull: ParsableCommand {}

private struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ls", aliases: ["list"])
}

private struct Images: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "image", subcommands: [List.self])
}

private struct Root: ParsableCommand {
    static let configuration = CommandConfiguration(
        subcommands: [Pull.self], groupedSubcommands: [CommandGroup(name: "Images:", subcommands: [Images.self])])
}

/// The names that a program's commands are known by.
struct CommandNamesTests {
    private let names = DockerNames(of: Root.self)

    @Test(arguments: [["pull", "x"], ["image", "ls"], ["image", "list"]])
    func everyNameOfACommandIsKnown(_ words: [String]) throws {
        #expect(try names.understood(words).words == words)
    }

    @Test(arguments: [["ls"], ["list"], ["image", "pull"]])
    func aCommandIsKnownOnlyInItsGroup(_ words: [String]) {
        #expect(throws: DockerNameError.self) { try names.understood(words) }
    }
}
