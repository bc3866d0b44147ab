import ArgumentParser
import Clocks
import Compose
import ComposeRuns
import ContainerRuntime
import Glibc
import Printing
import Surroundings

/// `slipway compose up`
struct ComposeUpCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Make and start the services, and show their output until Ctrl-C ends them.")

    @OptionGroup var compose: ComposeOptions
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

    @Flag(help: "Return once services run, and are healthy where they have a check.")
    var wait = false

    @Option(help: "Seconds to wait for that.")
    var waitTimeout: Int?

    @Option(help: "Seconds before a service that is to end is killed.")
    var timeout: String?

    @Flag(help: "Leave out services that others depend on.")
    var noDeps = false

    @Flag(help: "No colors.")
    var noColor = false

    @Flag(help: "No names of containers in front of lines.")
    var noLogPrefix = false

    @Flag(help: "Begin each line with its time.")
    var timestamps = false

    @Argument(help: "Services; all otherwise.")
    var services: [String] = []

    func run(in surroundings: Surroundings) throws {
        try compose.run(in: surroundings) { project, list in
            let began = Timestamp.now()
            let wanted = try project.services(
                services, profiles: compose.profiles(surroundings), withDependencies: !noDeps)
            try making.clear(project)
            try project.create(wanted, making.wishes)
            if noStart { return }
            guard !detach, !wait else { return try startInBackground(project, wanted) }
            // From here on a signal ends what was started, too.
            let signals = StopSignals()
            do { try project.start(wanted, until: signals) } catch let ending as ComposeEnding {
                if ending.isSignal || signals.wait(milliseconds: 0) != nil { try stopGracefully(project, wanted) }
                throw ending
            }
            try attach(project, wanted, list, since: began, signals, surroundings)
        }
    }

    private func startInBackground(_ project: ProjectRun, _ wanted: [Service]) throws {
        try project.start(wanted)
        if wait { try project.waitUntilReady(wanted, seconds: waitTimeout) }
    }

    private func stopGracefully(_ project: ProjectRun, _ wanted: [Service]) throws {
        Complaint.note("Gracefully stopping... (press Ctrl+C again to force)")
        // Ctrl-C reaches the command that waits for a container, too: then that is killed.
        do { try project.stop(wanted, seconds: timeout) } catch ComposeEnding.told {
            try project.each(wanted, ["kill"], .killed) { $0.state.isRunning }
        }
    }

    private func attach(
        _ project: ProjectRun, _ wanted: [Service], _ list: ContainerList, since began: String,
        _ signals: StopSignals, _ surroundings: Surroundings
    ) throws {
        let names = wanted.map(\.name)
        let shown = project.containers.all().filter { names.contains(ProjectContainers.service($0)) }
        Complaint.note("Attaching to \(shown.map(\.record.name).joined(separator: ", "))")
        var style = ProjectLog.Style()
        style.hasPrefix = !noLogPrefix
        style.hasColor = !noColor && surroundings.usesColor && isatty(STDOUT_FILENO) == 1
        style.hasTimes = timestamps
        style.since = began
        style.tellsEnds = true
        let end = ProjectLog(shown, list, style).follow(until: signals) { status in
            abortOnContainerExit || exitCodeFrom != nil || abortOnContainerFailure && status != 0
        }
        switch end {
        case .allEnded: return
        case .signal:
            try stopGracefully(project, wanted)
        case .oneEnded(_, let status):
            Complaint.note("Aborting on container exit...")
            try project.stop(wanted, seconds: timeout)
            throw ExitCode(try exitCodeFrom.map { try self.status(of: $0, project) } ?? status)
        }
    }

    private func status(of service: String, _ project: ProjectRun) throws -> Int32 {
        guard case .exited(let status, _)? = project.containers.find(service)?.state else {
            throw ComposeEnding.failed("no such service: \(service)")
        }
        return status
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

    /// Removes containers that no service has any more, or says that they are there.
    func clear(_ project: ProjectRun) throws {
        let orphans = project.orphans
        guard !orphans.isEmpty else { return }
        guard removeOrphans else {
            return Complaint.warn(
                "Containers of services that the file does not have: \(orphans.map(\.record.name).joined(separator: ", ")). --remove-orphans takes them away."
            )
        }
        try project.removeOrphans()
    }
}

/// `slipway compose create`
struct ComposeCreateCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Make the services' containers.")

    @OptionGroup var compose: ComposeOptions
    @OptionGroup var making: ComposeMaking

    @Argument(help: "Services; all otherwise.")
    var services: [String] = []

    func run(in surroundings: Surroundings) throws {
        try compose.run(in: surroundings) { project, _ in
            let wanted = try project.services(
                services, profiles: compose.profiles(surroundings), withDependencies: true)
            try making.clear(project)
            try project.create(wanted, making.wishes)
        }
    }
}

/// `slipway compose down`
struct ComposeDownCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "down", abstract: "End and remove the services' containers and networks.")

    @OptionGroup var compose: ComposeOptions

    @Flag(help: "Remove volumes too.")
    var volumes = false

    @Option(help: "Remove images: all, or local for those without a name of their own.")
    var rmi: String?

    @Flag(help: "Remove containers of services that the file has no more.")
    var removeOrphans = false

    @Option(help: "Seconds before a service is killed.")
    var timeout: String?

    @Argument(help: "Services; all otherwise.")
    var services: [String] = []

    func validate() throws {
        guard ["all", "local", nil].contains(rmi) else { throw ValidationError("--rmi \(rmi ?? ""): all or local.") }
        guard services.isEmpty else {
            throw ValidationError("`down` is about the whole project here: `compose rm -s` ends single services.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        try compose.run(in: surroundings) { project, _ in
            var sweep = ProjectRun.Sweep()
            sweep.volumes = volumes
            sweep.images = rmi
            sweep.orphans = removeOrphans
            sweep.seconds = timeout
            try project.remove(sweep)
        }
    }
}
