import ArgumentParser
import CommandLines
import Compose
import ComposeRuns
import Printing
import Surroundings

/// `slipway compose up`
struct ComposeUpCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Make and start the services, and show their output until Ctrl-C ends them.")

    @OptionGroup var options: ComposeUpOptions

    func run(in surroundings: Surroundings) throws {
        try options.given.compose.run(in: surroundings) { project, _ in
            let wanted = try options.given.wanted(of: project, withDependencies: !options.noDeps, in: surroundings)
            try project.clearOrphans(isAsked: options.making.removeOrphans)
            let up = ProjectUp(project, options.look.style(in: surroundings), patience: options.timeout)
            throw ExitCode(try up.run(wanted, options.making.wishes, options.stay))
        }
    }
}

/// `slipway compose create`
struct ComposeCreateCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Make the services' containers.")

    @OptionGroup var given: ComposeServices
    @OptionGroup var making: ComposeMaking

    func run(in surroundings: Surroundings) throws {
        try given.compose.run(in: surroundings) { project, _ in
            let wanted = try given.wanted(of: project, withDependencies: true, in: surroundings)
            try project.clearOrphans(isAsked: making.removeOrphans)
            try project.create(wanted, making.wishes)
        }
    }
}

/// `slipway compose down`
struct ComposeDownCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "down", abstract: "End and remove the services' containers and networks.")

    @OptionGroup var given: ComposeServices

    @Flag(help: "Remove volumes too.")
    var volumes = false

    @Option(help: "Remove images: all, or local for those without a name of their own.")
    var rmi: String?

    @Flag(help: "Remove containers of services that the file has no more.")
    var removeOrphans = false

    @Option(help: "Seconds before a service is killed.")
    var timeout: String?

    func validate() throws {
        guard ["all", "local", nil].contains(rmi) else { throw ValidationError("--rmi \(rmi ?? ""): all or local.") }
        guard given.services.isEmpty else {
            throw ValidationError("`down` is about the whole project here: `compose rm -s` ends single services.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        try given.compose.run(in: surroundings) { project, _ in
            var sweep = ProjectRun.Sweep()
            sweep.volumes = volumes
            sweep.images = rmi
            sweep.orphans = removeOrphans
            sweep.seconds = timeout
            try project.remove(sweep)
        }
    }
}
