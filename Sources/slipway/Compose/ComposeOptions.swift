import ArgumentParser
import Commands
import Compose
import ComposeRuns
import ContainerRuntime
import Faults
import ImageStore
import Printing
import Surroundings

/// What stands between `compose` and its command; `ComposeFlags` puts it behind the command.
struct ComposeOptions: ParsableArguments {
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("The file; compose.yaml or docker-compose.yml here or above otherwise.", visibility: .hidden)
    )
    var file: [String] = []

    @Option(parsing: .unconditional, help: ArgumentHelp("Name of the project.", visibility: .hidden))
    var projectName: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("The project's folder.", visibility: .hidden))
    var projectDirectory: String?

    @Option(parsing: .unconditionalSingleValue, help: ArgumentHelp("Variables, in place of .env.", visibility: .hidden))
    var envFile: [String] = []

    @Option(
        parsing: .unconditionalSingleValue, help: ArgumentHelp("Services of this profile too.", visibility: .hidden))
    var profile: [String] = []

    func validate() throws {
        guard file.count <= 1 else { throw ValidationError("-f: one file is read here. Write all services into it.") }
    }

    func profiles(_ surroundings: Surroundings) -> Set<String> {
        let given = surroundings.variables["COMPOSE_PROFILES"]?.split(separator: ",").map(String.init) ?? []
        return Set(profile + given)
    }

    /// Reads the project, says what is not as it should be, and does what is to be done.
    func run(in surroundings: Surroundings, _ body: (ProjectRun, ContainerList) throws -> Void) throws {
        try telling {
            let found = try read(in: surroundings)
            try OpenedContainers.run(in: surroundings) { store, list in
                try body(ProjectRun(found.project, store: store, list, in: surroundings), list)
            }
        }
    }

    func read(in surroundings: Surroundings) throws -> ProjectReader.Found {
        let found = try ProjectFile(
            path: file.first, folder: projectDirectory, name: projectName, variableFiles: envFile, in: surroundings
        ).read()
        for warning in found.warnings { Complaint.warn("\(warning)") }
        return found
    }

    /// Makes messages and exit statuses of what goes wrong.
    func telling(_ body: () throws -> Void) throws {
        do { try body() } catch let fault as TextFault {
            Complaint.print("\(fault.description)")
            throw ExitCode.failure
        } catch ComposeEnding.failed(let words) {
            Complaint.print("\(words)")
            throw ExitCode.failure
        } catch ComposeEnding.signal(let number) {
            throw ExitCode(128 + number)
        } catch ComposeEnding.told(let status) {
            throw ExitCode(status == 0 ? 1 : status)
        }
    }
}

/// `slipway compose …`
struct ComposeGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compose", abstract: "Several containers by one file: compose.yaml.",
        discussion: """
            Options before the command: -f FILE, -p NAME, --project-directory FOLDER, --env-file FILE, --profile NAME.
            What of a file is not offered here is named, and nothing is started.
            """,
        subcommands: [
            ComposeUpCommand.self, ComposeDownCommand.self, ComposePsCommand.self, ComposeLogsCommand.self,
            ComposeBuildCommand.self, ComposePullCommand.self, ComposeExecCommand.self, ComposeRunCommand.self,
            ComposeCreateCommand.self, ComposeStartCommand.self, ComposeStopCommand.self, ComposeRestartCommand.self,
            ComposeKillCommand.self, ComposeRemoveCommand.self, ComposePauseCommand.self, ComposeUnpauseCommand.self,
            ComposeConfigCommand.self, ComposeImagesCommand.self, ComposePortCommand.self, ComposeListCommand.self,
            ComposeVersionCommand.self,
        ])
}
