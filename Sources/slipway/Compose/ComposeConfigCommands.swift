import ArgumentParser
import Commands
import Compose
import ComposeRuns
import ImageFormat
import Printing
import Surroundings

/// `slipway compose config`
struct ComposeConfigCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show the file as it is understood, or what is wrong with it.")

    @OptionGroup var given: ComposeServices

    @Flag(help: "Only say what is wrong.")
    var quiet = false

    @Flag(name: .customLong("services"), help: "Print the names of services.")
    var showsServices = false

    @Flag(help: "Print the names of volumes.")
    var volumes = false

    @Flag(help: "Print the names of networks.")
    var networks = false

    @Flag(help: "Print the names of images.")
    var images = false

    @Flag(help: "Print the names of profiles.")
    var profiles = false

    @Flag(help: "Not offered.")
    var environment = false

    @Flag(help: "Not offered.")
    var variables = false

    @Option(help: "Print what containers are compared by: * or names of services.")
    var hash: String?

    @Option(help: "yaml or json.")
    var format = "yaml"

    @Option(help: "A file for it.")
    var output: String?

    func validate() throws {
        guard ["yaml", "json"].contains(format) else { throw ValidationError("--format \(format): yaml or json.") }
        guard !environment, !variables else {
            throw ValidationError("--environment and --variables are not offered here.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        try given.compose.telling {
            var project = try given.compose.read(in: surroundings).project
            if !given.services.isEmpty { project.services = try ProjectRun.chosen(given.services, of: project) }
            guard !quiet else { return }
            if let names { return names.lines(of: project).forEach { print("\($0)") } }
            let text = format == "json" ? project.json.pretty() + "\n" : project.yaml()
            if let output { return try GivenFile.write(text, to: output) }
            print(PrintableText(lines: text), terminator: "")
        }
    }

    /// What was asked for in place of the whole; nil for the whole.
    private var names: ProjectNames? {
        let asked: [(Bool, ProjectNames)] = [
            (showsServices, .services), (volumes, .volumes), (networks, .networks), (images, .images),
            (profiles, .profiles),
        ]
        return asked.first { $0.0 }?.1 ?? hash.map { .hashes(of: $0) }
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
