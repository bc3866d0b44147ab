import ArgumentParser
import Commands
import Formats
import ImageFormat
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

    @Option(help: FormatHelp.text(Self.columns))
    var format: String?

    private static let columns: KeyValuePairs = [
        "Name": "NAME", "Description": "DESCRIPTION", "DockerEndpoint": "DOCKER ENDPOINT", "Error": "ERROR",
        "Current": "CURRENT",
    ]

    func run() throws {
        // Docker marks the context in use in its table, and keeps the name as it is for templates.
        let table = "{{.Name}}{{if eq .Current \"true\"}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}"
        let item = TemplateValue.item([
            "Name": "default", "Description": "This machine, without a daemon", "DockerEndpoint": "", "Error": "",
            "Current": "true",
        ])
        try OpenedStore.tellingFaults {
            let format = try ListFormat(quiet ? "{{.Name}}" : format, table: table)
            print(try format.text([item], columns: Self.columns), terminator: "")
        }
    }
}

/// `docker context show`
struct ContextShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Print the name of the context.")

    func run() { print("default") }
}

/// `docker context use`
struct ContextUseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "use", abstract: "Choose the context: `default`.")

    @Argument(help: "The context.")
    var name: String

    func run() throws {
        try ContextName.check(name)
        print("default")
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
        for name in names { try ContextName.check(name) }
        let docker = JSON.object(["Host": .string(""), "SkipTLSVerify": .bool(false)])
        let json = JSON.object([
            "Name": .string("default"), "Metadata": .object([JSON.Member]()),
            "Endpoints": .object(["docker": docker]), "TLSMaterial": .object([JSON.Member]()),
        ])
        try DescriptionFormat.show([json], format)
    }
}

private enum ContextName {
    static func check(_ name: String) throws {
        guard name == "default" else {
            throw CommandFailure("context \"\(name)\": context not found: there is one, `default`, this machine")
        }
    }
}
