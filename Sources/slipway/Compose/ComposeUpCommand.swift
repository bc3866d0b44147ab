import ArgumentParser
import Compose
import ComposeRuns
import Glibc
import Printing
import Surroundings

/// `slipway compose up`
struct ComposeUpCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Make and start the services, and show their output until Ctrl-C ends them.")

    @OptionGroup var given: ComposeServices
    @OptionGroup var making: ComposeMaking

    @Flag(help: "Leave the services running, and return.")
    var detach = false

    @Flag(help: "End all services once one has ended.")
    var abortOnContainerExit = false

    @Flag(help: "End all services once one has ended with another status than 0.")
    var abortOnContainerFailure = false

    @Option(help: "End with the exit status of this service.")
    var exitCodeFrom: String?

    @Flag(help: "Do not start them.")
    var noStart = false

    @OptionGroup var waiting: ComposeWaiting

    @Option(help: "Seconds before a service that is to end is killed.")
    var timeout: String?

    @Flag(help: "Leave out services that others depend on.")
    var noDeps = false

    @OptionGroup var look: ComposeLogLook

    func run(in surroundings: Surroundings) throws {
        try given.compose.run(in: surroundings) { project, _ in
            let wanted = try given.wanted(of: project, withDependencies: !noDeps, in: surroundings)
            try project.clearOrphans(isAsked: making.removeOrphans)
            let up = ProjectUp(project, look.style(in: surroundings), patience: timeout)
            throw ExitCode(try up.run(wanted, making.wishes, stay))
        }
    }

    private var stay: ProjectUp.Stay {
        if noStart { return .unstarted }
        if waiting.wait { return .untilReady(seconds: waiting.waitTimeout) }
        if detach { return .background }
        var ending = ProjectUp.Ending()
        ending.isAnyEnough = abortOnContainerExit
        ending.isFailureEnough = abortOnContainerFailure
        ending.statusFrom = exitCodeFrom
        return .attached(ending)
    }
}

/// How output of services looks.
struct ComposeLogLook: ParsableArguments {
    @Flag(help: "No colors.")
    var noColor = false

    @Flag(help: "No names of containers in front of lines.")
    var noLogPrefix = false

    @Flag(help: "Begin each line with its time.")
    var timestamps = false

    func style(in surroundings: Surroundings) -> ProjectLog.Style {
        var style = ProjectLog.Style()
        style.hasPrefix = !noLogPrefix
        style.hasColor = !noColor && surroundings.usesColor && isatty(STDOUT_FILENO) == 1
        style.hasTimes = timestamps
        return style
    }
}

/// What `up` and `create` take about making containers.
struct ComposeMaking: ParsableArguments {
    @Flag(help: "Build images first.")
    var build = false

    @Flag(help: "Build nothing.")
    var noBuild = false

    @Flag(help: "Make containers anew.")
    var forceRecreate = false

    @Flag(help: "The same: of services that others depend on, too.")
    var alwaysRecreateDeps = false

    @Flag(help: "Make no container anew, though the file has changed.")
    var noRecreate = false

    @Option(help: "always, missing or never: when images are fetched.")
    var pull: String?

    @Flag(help: "Say nothing of builds.")
    var quietBuild = false

    @Flag(help: "Say nothing of images that are fetched.")
    var quietPull = false

    @Flag(help: "Remove containers of services that the file has no more.")
    var removeOrphans = false

    func validate() throws {
        guard !build || !noBuild else { throw ValidationError("--build and --no-build contradict each other.") }
        guard !forceRecreate || !noRecreate else {
            throw ValidationError("--force-recreate and --no-recreate contradict each other.")
        }
        guard ["always", "missing", "never", "policy", "build", nil].contains(pull) else {
            throw ValidationError("--pull \(pull ?? ""): always, missing or never.")
        }
    }

    var wishes: ProjectRun.Wishes {
        var wishes = ProjectRun.Wishes()
        wishes.builds = build || pull == "build"
        wishes.buildsNothing = noBuild
        wishes.recreates = forceRecreate
        wishes.recreatesNothing = noRecreate
        wishes.pull = pull
        wishes.isQuiet = quietBuild
        return wishes
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
