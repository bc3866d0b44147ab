import ArgumentParser
import Clocks
import Commands
import Compose
import ComposeRuns
import ContainerPlans
import ContainerRuntime
import Formats
import ImageFormat
import ImageStore
import Printing
import Surroundings

/// `slipway compose ps`
struct ComposePsCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(commandName: "ps", abstract: "List the project's containers.")

    @OptionGroup var compose: ComposeOptions

    @Flag(help: "Show those that have ended, and those of `run`, too.")
    var all = false

    @Option(parsing: .unconditionalSingleValue, help: "status=running, exited, paused, created or restarting.")
    var filter: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "The same, without status= in front.")
    var status: [String] = []

    @Option(help: FormatHelp.text(ProjectLines.columns))
    var format: String?

    @Flag(help: "Do not cut texts short.")
    var noTrunc = false

    @Flag(help: "Print IDs only.")
    var quiet = false

    @Flag(name: .customLong("services"), help: "Print names of services only.")
    var showsServices = false

    @Argument(help: "Services; all otherwise.")
    var services: [String] = []

    func validate() throws {
        for text in filter where !text.hasPrefix("status=") {
            throw ValidationError("--filter \(text): offered is status=.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        try compose.telling {
            let project = try compose.read(in: surroundings).project
            try OpenedContainers.run(in: surroundings) { store, list in
                let states = status + filter.map { String($0.dropFirst(7)) }
                let shown = try ProjectContainers(list, of: project.name)
                    .shown(services, of: project, inStates: states, withEnded: all)
                try show(shown, of: project, in: store)
            }
        }
    }

    private func show(_ shown: [ContainerFolder], of project: ComposeProject, in store: Store) throws {
        if quiet { return shown.forEach { print("\($0.record.id)") } }
        if showsServices { return shown.forEach { print("\(ProjectContainers.service($0))") } }
        let lines = ProjectLines(of: project.name, in: store, isWhole: noTrunc)
        let text = try ListFormat(format, table: ProjectLines.table).text(
            shown.map(lines.item), columns: ProjectLines.columns)
        print(text, terminator: "")
    }
}

/// `slipway compose logs`
struct ComposeLogsCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print what services have written.")

    @OptionGroup var compose: ComposeOptions

    @Flag(help: "Go on until all have ended.")
    var follow = false

    @OptionGroup var look: ComposeLogLook

    @Option(parsing: .unconditional, help: "Only what was written since: 10m, 2026-11-28T10:00:00.")
    var since: String?

    @Option(parsing: .unconditional, help: "Lines from the end of each log, or all.")
    var tail = "all"

    @Argument(help: "Services; all otherwise.")
    var services: [String] = []

    func run(in surroundings: Surroundings) throws {
        var style = look.style(in: surroundings)
        if tail != "all" {
            guard let count = Int(tail) else {
                throw ValidationError("--tail \(tail): expected a number of lines, or all.")
            }
            style.tail = count < 0 ? nil : count
        }
        if let since {
            guard let (seconds, nanoseconds) = Moment.timestamp(since) else {
                throw ValidationError("--since \(since): expected a time, as 10m or 2026-11-28T10:00:00.")
            }
            style.since = Timestamp.text(seconds: seconds, nanoseconds: nanoseconds)
        }
        try compose.run(in: surroundings) { project, list in
            let wanted = try project.services(services, profiles: ["*"], withDependencies: false).map(\.name)
            let shown = project.containers.all().filter { wanted.contains(ProjectContainers.service($0)) }
            let log = ProjectLog(shown, list, style)
            log.show()
            if follow, case .signal(let number) = log.follow(until: StopSignals()) { throw ExitCode(128 + number) }
        }
    }
}

/// `slipway compose images`
struct ComposeImagesCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "images", abstract: "List the images of the project's containers.")

    @OptionGroup var services: ComposeServices

    @Flag(help: "Print IDs only.")
    var quiet = false

    @Option(help: FormatHelp.text(ProjectImages.columns))
    var format: String?

    func run(in surroundings: Surroundings) throws {
        try services.compose.telling {
            let project = try services.compose.read(in: surroundings).project
            try OpenedContainers.run(in: surroundings) { store, list in
                let folders = ProjectContainers(list, of: project.name).all().filter {
                    services.services.isEmpty || services.services.contains(ProjectContainers.service($0))
                }
                if quiet { return folders.forEach { print("\(ProjectImages.short($0.record.imageID))") } }
                let items = folders.map { folder in
                    ProjectImages.item(folder.record, size: (try? store.resolve(folder.record.imageID))?.size ?? 0)
                }
                let text = try ListFormat(format, table: ProjectImages.table).text(
                    items, columns: ProjectImages.columns)
                print(text, terminator: "")
            }
        }
    }
}

/// `slipway compose ls`
struct ComposeListCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(commandName: "ls", abstract: "List projects that have containers.")

    @OptionGroup var compose: ComposeOptions

    @Flag(help: "Show those of which nothing runs, too.")
    var all = false

    @Flag(help: "Print names only.")
    var quiet = false

    @Option(parsing: .unconditionalSingleValue, help: "name=TEXT.")
    var filter: [String] = []

    @Option(help: FormatHelp.text(ProjectList.columns))
    var format: String?

    func run(in surroundings: Surroundings) throws {
        for text in filter where !text.hasPrefix("name=") {
            throw ValidationError("--filter \(text): offered is name=.")
        }
        try OpenedContainers.run(in: surroundings) { _, list in
            let shown = ProjectContainers.projects(list).filter { name, folders in
                filter.allSatisfy { name.contains($0.dropFirst(5)) }
                    && (all || folders.contains(where: \.state.isRunning))
            }
            if quiet { return shown.forEach { print("\($0.name)") } }
            let text = try ListFormat(format, table: ProjectList.table).text(
                shown.map { ProjectList.item($0.name, $0.folders) }, columns: ProjectList.columns)
            print(text, terminator: "")
        }
    }
}
