import ArgumentParser
import Clocks
import Compose
import ComposeRuns
import ContainerRuntime
import ContainerPlans
import Containers
import Formats
import Glibc
import ImageFormat
import ImageStore
import Listings
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

    @Option(help: FormatHelp.text(Self.columns))
    var format: String?

    @Flag(help: "Do not cut texts short.")
    var noTrunc = false

    @Flag(help: "Print IDs only.")
    var quiet = false

    @Flag(name: .customLong("services"), help: "Print names of services only.")
    var showsServices = false

    @Argument(help: "Services; all otherwise.")
    var services: [String] = []

    private static let columns: KeyValuePairs = [
        "Name": "NAME", "Image": "IMAGE", "Command": "COMMAND", "Service": "SERVICE", "RunningFor": "CREATED",
        "Status": "STATUS", "Ports": "PORTS", "ID": "CONTAINER ID", "State": "STATE", "Project": "PROJECT",
        "ExitCode": "EXIT CODE", "Health": "HEALTH",
    ]
    private static let table =
        "{{.Name}}\t{{.Image}}\t{{.Command}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}"

    func validate() throws {
        for text in filter where !text.hasPrefix("status=") {
            throw ValidationError("--filter \(text): offered is status=.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        try compose.telling {
            let project = try compose.read(in: surroundings).project
            try OpenedContainers.run(in: surroundings) { store, list in
                try show(project, ProjectContainers(list, of: project.name), store)
            }
        }
    }

    private func show(_ project: ComposeProject, _ containers: ProjectContainers, _ store: Store) throws {
        for name in services where project.service(name) == nil {
            throw ComposeEnding.failed("no such service: \(name)")
        }
        let states = status + filter.map { String($0.dropFirst(7)) }
        let shown = containers.all(withOneOff: all).filter { folder in
            (services.isEmpty || services.contains(ProjectContainers.service(folder)))
                && (states.isEmpty ? all || folder.hasOwner : states.contains(folder.state.name))
        }
        if quiet { return shown.forEach { print("\($0.record.id)") } }
        if showsServices { return shown.forEach { print("\(ProjectContainers.service($0))") } }
        let format = try ListFormat(format, table: Self.table)
        let items = shown.map { folder in
            item(folder, ContainerLine(FoundContainers.facts(folder, in: store), isWhole: noTrunc), project)
        }
        print(try format.text(items, columns: Self.columns), terminator: "")
    }

    /// A container's line with what only projects have.
    private func item(_ folder: ContainerFolder, _ line: ContainerLine, _ project: ComposeProject) -> TemplateValue {
        var status: Int32 = 0
        if case .exited(let ended, _) = folder.state { status = ended }
        return line.item(with: [
            "Name": folder.record.name, "Service": ProjectContainers.service(folder), "Project": project.name,
            "ExitCode": String(status), "Health": folder.health?.status.rawValue ?? "",
        ])
    }
}

/// `slipway compose logs`
struct ComposeLogsCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print what services have written.")

    @OptionGroup var compose: ComposeOptions

    @Flag(help: "Go on until all have ended.")
    var follow = false

    @Flag(help: "No colors.")
    var noColor = false

    @Flag(help: "No names of containers in front of lines.")
    var noLogPrefix = false

    @Option(parsing: .unconditional, help: "Only what was written since: 10m, 2026-11-28T10:00:00.")
    var since: String?

    @Option(parsing: .unconditional, help: "Lines from the end of each log, or all.")
    var tail = "all"

    @Flag(help: "Begin each line with its time.")
    var timestamps = false

    @Argument(help: "Services; all otherwise.")
    var services: [String] = []

    func run(in surroundings: Surroundings) throws {
        var style = ProjectLog.Style()
        style.hasPrefix = !noLogPrefix
        style.hasColor = !noColor && surroundings.usesColor && isatty(STDOUT_FILENO) == 1
        style.hasTimes = timestamps
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

    @Option(help: FormatHelp.text(Self.columns))
    var format: String?

    private static let columns: KeyValuePairs = [
        "ContainerName": "CONTAINER", "Repository": "REPOSITORY", "Tag": "TAG", "ID": "IMAGE ID", "Size": "SIZE",
    ]

    func run(in surroundings: Surroundings) throws {
        try services.compose.telling {
            let project = try services.compose.read(in: surroundings).project
            try OpenedContainers.run(in: surroundings) { store, list in
                let folders = ProjectContainers(list, of: project.name).all().filter {
                    services.services.isEmpty || services.services.contains(ProjectContainers.service($0))
                }
                let short = { (id: String) in String(id.replacing("sha256:", with: "").prefix(12)) }
                if quiet { return folders.forEach { print("\(short($0.record.imageID))") } }
                let items = folders.map { folder in
                    let reference = try? Reference(folder.record.image)
                    return TemplateValue.item([
                        "ContainerName": folder.record.name,
                        "ID": short(folder.record.imageID),
                        "Repository": reference?.familiar.split(separator: ":").first.map(String.init)
                            ?? folder.record.image,
                        "Size": ByteCount.text((try? store.resolve(folder.record.imageID))?.size ?? 0),
                        "Tag": reference?.tag ?? "",
                    ])
                }
                let format = try ListFormat(
                    format, table: "{{.ContainerName}}\t{{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.Size}}")
                print(try format.text(items, columns: Self.columns), terminator: "")
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

    @Option(help: FormatHelp.text(Self.columns))
    var format: String?

    private static let columns: KeyValuePairs = ["Name": "NAME", "Status": "STATUS", "ConfigFiles": "CONFIG FILES"]

    func run(in surroundings: Surroundings) throws {
        for text in filter where !text.hasPrefix("name=") {
            throw ValidationError("--filter \(text): offered is name=.")
        }
        try OpenedContainers.run(in: surroundings) { _, list in
            var items: [TemplateValue] = []
            for (name, folders) in ProjectContainers.projects(list) {
                guard filter.allSatisfy({ name.contains($0.dropFirst(5)) }),
                    all || folders.contains(where: \.state.isRunning)
                else { continue }
                if quiet { print("\(name)") }
                let states = Dictionary(grouping: folders.map(\.state.name)) { $0 }
                let status = states.sorted { $0.key < $1.key }.map { "\($0.key)(\($0.value.count))" }
                items.append(
                    .item([
                        "ConfigFiles": folders.first?.record.settings.config.labels[ComposeLabel.files] ?? "",
                        "Name": name, "Status": status.joined(separator: ", "),
                    ]))
            }
            guard !quiet else { return }
            let format = try ListFormat(format, table: "{{.Name}}\t{{.Status}}\t{{.ConfigFiles}}")
            print(try format.text(items, columns: Self.columns), terminator: "")
        }
    }
}
