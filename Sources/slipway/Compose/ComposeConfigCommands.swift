import ArgumentParser
import CommandLines
import Commands
import Compose
import ComposeRuns
import ImageFormat
import Printing
import Surroundings

/// `slipway compose config`
struct ComposeConfigCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show the file as it is understood, or what is wrong with it.",
        aliases: ["convert"])

    @OptionGroup var options: ComposeConfigOptions

    func run(in surroundings: Surroundings) throws {
        try options.given.compose.telling {
            let project = try options.shown(of: options.given.compose.read(in: surroundings).project, in: surroundings)
            guard !options.quiet else { return }
            if let names = options.names { return names.lines(of: project).forEach { print("\($0)") } }
            let text = options.format == "json" ? project.json.pretty() + "\n" : project.yaml()
            if let output = options.output { return try GivenFile.write(text, to: output) }
            print(PrintableText(lines: text), terminator: "")
        }
    }
}

/// `slipway compose port`
struct ComposePortCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "port", abstract: "Show where a port of a service is published.")

    @OptionGroup var compose: ComposeOptions

    @Option(name: .customLong("protocol"), help: "tcp or udp.")
    var kind = "tcp"

    @Argument(help: "The service.")
    var service: String

    @Argument(help: "Its port.")
    var port: UInt16

    func run(in surroundings: Surroundings) throws {
        try compose.run(in: surroundings) { project, _ in
            print("\(try project.publishedPort("\(port)/\(kind)", of: service))")
        }
    }
}

/// `slipway compose version`
struct ComposeVersionCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Show the version.")

    @OptionGroup var compose: ComposeOptions

    @Option(help: "pretty or json.")
    var format = "pretty"

    @Flag(help: "Print the number only.")
    var short = false

    func run(in surroundings: Surroundings) throws {
        if short { return print("\(ProgramVersion.current)") }
        if format == "json" { return print("{\"version\":\"\(ProgramVersion.current)\"}") }
        print("Docker Compose version \(ProgramVersion.current), of slipway")
    }
}
