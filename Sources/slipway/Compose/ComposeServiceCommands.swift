import ArgumentParser
import CommandLines
import Commands
import Compose
import ComposeRuns
import ContainerRuntime
import Printing
import Surroundings

/// A command about services that are there.
protocol ComposeServiceCommand: SurroundedCommand {
    var services: ComposeServices { get }

    /// Performs the command for the services that were named, or for all.
    func perform(_ project: ProjectRun, _ services: [Service]) throws
}

extension ComposeServiceCommand {
    func run(in surroundings: Surroundings) throws {
        try services.compose.run(in: surroundings) { project, _ in
            // A service that has containers is included, whatever its profile.
            let meant = try project.services(services.services, profiles: ["*"], withDependencies: false)
            try perform(project, meant)
        }
    }
}

/// `slipway compose start`
struct ComposeStartCommand: ComposeServiceCommand {
    static let configuration = CommandConfiguration(commandName: "start", abstract: "Start services that were made.")

    @OptionGroup var services: ComposeServices
    @OptionGroup var waiting: ComposeWaiting

    func perform(_ project: ProjectRun, _ services: [Service]) throws {
        let there = services.filter { project.containers.find($0.name) != nil || !self.services.services.isEmpty }
        try project.start(there)
        if waiting.wait { try project.waitUntilReady(there, seconds: waiting.waitTimeout) }
    }
}

/// `slipway compose stop`
struct ComposeStopCommand: ComposeServiceCommand {
    static let configuration = CommandConfiguration(commandName: "stop", abstract: "Ask services to end.")

    @OptionGroup var services: ComposeServices

    @Option(help: "Seconds before a service is killed.")
    var timeout: String?

    func perform(_ project: ProjectRun, _ services: [Service]) throws {
        try project.stop(services, seconds: timeout)
    }
}

/// `slipway compose restart`
struct ComposeRestartCommand: ComposeServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart", abstract: "End services, and start them again.")

    @OptionGroup var services: ComposeServices

    @Option(help: "Seconds before a service is killed.")
    var timeout: String?

    @Flag(help: "Only these services: it is always so.")
    var noDeps = false

    func perform(_ project: ProjectRun, _ services: [Service]) throws {
        var flags = FlagWords()
        flags.add("--time", timeout)
        try project.each(services, ["restart"] + flags.words, .restarted) { _ in true }
    }
}

/// `slipway compose kill`
struct ComposeKillCommand: ComposeServiceCommand {
    static let configuration = CommandConfiguration(commandName: "kill", abstract: "Send services a signal.")

    @OptionGroup var services: ComposeServices

    @Option(help: "The signal.")
    var signal = "KILL"

    @Flag(help: "Remove containers of services that the file has no more.")
    var removeOrphans = false

    func perform(_ project: ProjectRun, _ services: [Service]) throws {
        try project.each(services, ["kill", "--signal", signal], .killed) { $0.state.isRunning }
        if removeOrphans { try project.removeOrphans() }
    }
}

/// `slipway compose rm`
struct ComposeRemoveCommand: ComposeServiceCommand {
    static let configuration = CommandConfiguration(commandName: "rm", abstract: "Remove services that have ended.")

    @OptionGroup var services: ComposeServices

    @Flag(help: "Do not ask.")
    var force = false

    @Flag(help: "End them first.")
    var stop = false

    @Flag(help: "Remove anonymous volumes too.")
    var volumes = false

    func perform(_ project: ProjectRun, _ services: [Service]) throws {
        if stop { try project.stop(services, seconds: nil) }
        let ended = project.containers.ended(of: services)
        guard !ended.isEmpty else { return Complaint.note("No stopped containers") }
        let names = ended.map(\.name).joined(separator: ", ")
        guard force || Confirmation.isGiven("Going to remove \(names).") else { return }
        try project.each(ended, ["rm"] + (volumes ? ["--volumes"] : []), .removed) { !$0.hasOwner }
    }
}

/// `slipway compose pause`
struct ComposePauseCommand: ComposeServiceCommand {
    static let configuration = CommandConfiguration(commandName: "pause", abstract: "Stop services where they are.")

    @OptionGroup var services: ComposeServices

    func perform(_ project: ProjectRun, _ services: [Service]) throws {
        try project.each(services, ["pause"], .paused) { $0.state.isRunning && !$0.state.isPaused }
    }
}

/// `slipway compose unpause`
struct ComposeUnpauseCommand: ComposeServiceCommand {
    static let configuration = CommandConfiguration(commandName: "unpause", abstract: "Let paused services go on.")

    @OptionGroup var services: ComposeServices

    func perform(_ project: ProjectRun, _ services: [Service]) throws {
        try project.each(services, ["unpause"], .unpaused) { $0.state.isPaused }
    }
}

/// `slipway compose build`
struct ComposeBuildCommand: ComposeServiceCommand {
    static let configuration = CommandConfiguration(commandName: "build", abstract: "Build the services' images.")

    @OptionGroup var services: ComposeServices

    @Option(parsing: .unconditionalSingleValue, help: "Value of an ARG, as NAME=VALUE.")
    var buildArg: [String] = []

    @Flag(help: "Take nothing from the cache.")
    var noCache = false

    @Flag(help: "Fetch base images anew.")
    var pull = false

    @Flag(help: "Print no steps.")
    var quiet = false

    @Option(help: "As `docker build` takes it: false.")
    var provenance: String?

    @Option(help: "As `docker build` takes it: false.")
    var sbom: String?

    func perform(_ project: ProjectRun, _ services: [Service]) throws {
        var flags = FlagWords()
        for (flag, isSet) in [("--no-cache", noCache), ("--pull", pull), ("--quiet", quiet)] {
            flags.add(flag, if: isSet)
        }
        flags.add("--build-arg", each: buildArg)
        flags.add("--provenance", provenance)
        flags.add("--sbom", sbom)
        try project.build(services, flags: flags.words)
    }
}

/// `slipway compose pull`
struct ComposePullCommand: ComposeServiceCommand {
    static let configuration = CommandConfiguration(commandName: "pull", abstract: "Fetch the services' images.")

    @OptionGroup var services: ComposeServices

    @Flag(help: "Leave out services that are built.")
    var ignoreBuildable = false

    @Flag(help: "Say nothing.")
    var quiet = false

    func perform(_ project: ProjectRun, _ services: [Service]) throws {
        try project.pull(services.filter { $0.build == nil }, isQuiet: quiet)
    }
}
