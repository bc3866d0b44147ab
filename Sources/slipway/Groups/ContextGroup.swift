import ArgumentParser
import Commands
import Listings
import Printing

/// `docker context`: there is one, this machine.
struct ContextGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "context", abstract: "Where containers run: there is one place, this machine.",
        subcommands: [
            ContextListCommand.self, ContextShowCommand.self, ContextUseCommand.self, ContextInspectCommand.self,
        ])
}

/// `docker context ls`
struct ContextListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls", abstract: "List the contexts.", aliases: ["list"])

    @Flag(name: [.short, .long], help: "Print names only.")
    var quiet = false

    @Option(help: FormatHelp.text(OneContext.columns))
    var format: String?

    func run() throws {
        try OpenedStore.tellingFaults {
            print(try OneContext.list(format: format, isQuiet: quiet), terminator: "")
        }
    }
}

/// `docker context show`
struct ContextShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Print the name of the context.")

    func run() { print("\(OneContext.name)") }
}

/// `docker context use`
struct ContextUseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "use", abstract: "Choose the context: `default`.")

    @Argument(help: "The context.")
    var name: String

    func run() throws {
        if let refusal = OneContext.refusal(of: name) { throw CommandFailure(refusal) }
        print("\(OneContext.name)")
    }
}

/// `docker context inspect`
struct ContextInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "inspect", abstract: "Describe contexts, as JSON.")

    @Option(name: [.short, .long], help: "json, or a template of Go.")
    var format: String?

    @Argument(help: "The contexts.")
    var names: [String] = []

    func run() throws {
        if let refusal = names.lazy.compactMap(OneContext.refusal).first { throw CommandFailure(refusal) }
        try DescriptionFormat.show([OneContext.json], format)
    }
}
