import ArgumentParser
import CommandLines
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

    @OptionGroup var given: ComposeServices

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

    func validate() throws {
        for text in filter where !text.hasPrefix("status=") {
            throw ValidationError("--filter \(text): offered is status=.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        try given.compose.telling {
            let project = try given.compose.read(in: surroundings).project
            try OpenedContainers.run(in: surroundings) { store, list in
                let states = status + filter.map { String($0.dropFirst(7)) }
                let shown = try ProjectContainers(list, of: project.name)
                    .shown(given.services, of: project, inStates: states, withEnded: all)
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

    @OptionGroup var given: ComposeServices

    @Flag(help: "Go on until all have ended.")
    var follow = false

    @OptionGroup var look: ComposeLogLook

    @Option(parsing: .unconditional, help: "Only what was written since: 10m, 2026-11-28T10:00:00.")
    var since: String?

    @Option(parsing: .unconditional, help: "Lines from the end of each log, or all.")
    var tail = "all"

    @Option(parsing: .unconditional, help: "Only what was written until then.")
    var until: String?

    func run(in surroundings: Surroundings) throws {
        var style = look.style(in: surroundings)
        style.tail = try LogTail(tail).count
        style.since = try since.map { try LogSpan.time($0, of: "--since") }
        style.until = try until.map { try LogSpan.time($0, of: "--until") }
        try given.compose.run(in: surroundings) { project, list in
            let log = ProjectLog(try project.containers(of: given.services), list, style)
            log.show()
            if follow, case .signal(let number) = log.follow(until: StopSignals()) { throw ExitCode(128 + number) }
        }
    }
}

/// `slipway compose images`
struct ComposeImagesCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "images", abstract: "List the images of the project's containers.")

    @OptionGroup var given: ComposeServices

    @Flag(help: "Print IDs only.")
    var quiet = false

    @Option(help: FormatHelp.text(ProjectImages.columns))
    var format: String?

    func run(in surroundings: Surroundings) throws {
        try given.compose.telling {
            let project = try given.compose.read(in: surroundings).project
            try OpenedContainers.run(in: surroundings) { store, list in
                let folders = ProjectContainers(list, of: project.name).all(of: given.services)
                if quiet { return folders.forEach { print("\(ProjectImages.short($0.record.imageID))") } }
                let text = try ListFormat(format, table: ProjectImages.table).text(
                    ProjectImages.items(folders, in: store), columns: ProjectImages.columns)
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
        let names = try filter.map { text in
            guard text.hasPrefix("name=") else { throw ValidationError("--filter \(text): offered is name=.") }
            return String(text.dropFirst(5))
        }
        try OpenedContainers.run(in: surroundings) { _, list in
            let shown = ProjectContainers.projects(list, named: names, withEnded: all)
            if quiet { return shown.forEach { print("\($0.name)") } }
            let text = try ListFormat(format, table: ProjectList.table).text(
                shown.map { ProjectList.item($0.name, $0.folders) }, columns: ProjectList.columns)
            print(text, terminator: "")
        }
    }
}
