import ArgumentParser
import CommandLines
import Commands
import Glibc
import LessonPlay
import Printing
import Surroundings

/// The program. Commands are synchronous, so that one that enters a user namespace does so while the process has one
/// thread; the lab starts its own event loop.
@main
struct Slipway: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: isCalledDocker ? "docker" : "slipway",
        abstract: "A container lab in your terminal: a lesson, an editor and a builder of its own.",
        discussion: """
            Without a subcommand it opens the lab. Images, containers and builds answer to docker's own command lines; \
            called by the name docker, so does the program. slipway help topics lists what is not about one command.
            """,
        version: isCalledDocker ? "Docker version \(ProgramVersion.current), build slipway" : ProgramVersion.current,
        groupedSubcommands: [
            CommandGroup(
                name: "Lessons:",
                subcommands: [
                    LabCommand.self, DemoCommand.self, LessonCommand.self, CheckCommand.self, WatchCommand.self,
                ]),
            CommandGroup(
                name: "Images:",
                subcommands: [
                    BuildCommand.self, BuildsCommand.self, WhyCommand.self, SizeCommand.self, RaceCommand.self,
                    ShellCommand.self, DapCommand.self,
                    ImagesCommand.self, TagCommand.self,
                    RemoveImagesCommand.self,
                    HistoryCommand.self, InspectCommand.self, SaveCommand.self, LoadCommand.self, PullCommand.self,
                    PushCommand.self,
                    ImportCommand.self, LoginCommand.self, LogoutCommand.self, ImageGroup.self,
                ]),
            CommandGroup(
                name: "The machine:",
                subcommands: [
                    SystemCommand.self, BuilderGroup.self, BuildxGroup.self, ContextGroup.self, VersionCommand.self,
                    InfoCommand.self, DoctorCommand.self, ConfigCommand.self,
                ]),
            CommandGroup(
                name: "Containers:",
                subcommands: [
                    RunCommand.self, CreateCommand.self, StartCommand.self, RestartCommand.self, PsCommand.self,
                    LogsCommand.self, ExecCommand.self, AttachCommand.self, WaitCommand.self, PortCommand.self,
                    PauseCommand.self, UnpauseCommand.self, RenameCommand.self, UpdateCommand.self, CopyCommand.self,
                    DiffCommand.self, CommitCommand.self, ExportCommand.self, TopCommand.self, StatsCommand.self,
                    EventsCommand.self,
                    StopCommand.self, KillCommand.self, RemoveContainersCommand.self, ContainerGroup.self,
                    VolumeGroup.self, NetworkGroup.self, ComposeGroup.self,
                ]),
            CommandGroup(
                name: "Live:",
                subcommands: [
                    PrepareCommand.self, PresentCommand.self, NotesCommand.self, RecordCommand.self, ReplayCommand.self,
                ]),
            CommandGroup(
                name: "The language:", subcommands: [ParseCommand.self, LintCommand.self, ExplainCommand.self]),
        ],
        defaultSubcommand: isCalledDocker ? nil : LabCommand.self)

    /// Parses the command line and performs it. What goes wrong is said as any text from outside: it may quote names, and
    /// the words of the command line.
    static func main() {
        let words = understoodWords()
        let surroundings = Surroundings.ofThisProcess()
        ProgramStart.prepare(in: surroundings)
        var command: any ParsableCommand
        do { command = try parseAsRoot(words) } catch { Ending.end(with: error, of: Self.self, in: .parsing) }
        do {
            if let command = command as? any SurroundedCommand {
                try command.run(in: surroundings)
            } else {
                try command.run()
            }
        } catch {
            Ending.end(with: error, of: Self.self, in: .running(makesContainer: command is RunCommand))
        }
    }

    /// The words of the command line behind docker's global options.
    private static func understoodWords() -> [String] {
        TopicHelp.answer(Array(CommandLine.arguments.dropFirst()))
        let names = DockerNames(of: Self.self)
        let given = (calledName == "docker-compose" ? ["compose"] : []) + CommandLine.arguments.dropFirst()
        let words = EngineDispatch.words(of: given, isCalledDocker: isCalledDocker)
        do throws(DockerNameError) {
            let understood = try names.understood(words) { word in
                // `slipway NAME` opens the lab with that lesson.
                !isCalledDocker && isLesson(word)
            }
            if let folder = understood.configFolder { Surroundings.setVariable("DOCKER_CONFIG", to: folder) }
            return understood.asksVersion ? ["--version"] : prepared(understood.words, names)
        } catch {
            Complaint.print("\(error)")
            Glibc.exit((error.isAboutOptions ? RefusedContainer.status : ExitCode.failure).rawValue)
        }
    }

    private static func isLesson(_ name: String) -> Bool {
        guard let shelf = LessonShelf(in: Surroundings.ofThisProcess()) else { return false }
        return (try? shelf.folder(name)) != nil
    }

    /// Flags as the parser of their command wants them.
    private static func prepared(_ words: [String], _ names: DockerNames) -> [String] {
        do throws(CommandLineFault) {
            return try ComposeFlags.prepared(
                try CommandFlags.prepared(try BuildFlags.prepared(try RunFlags.prepared(words))))
        } catch {
            let program = isCalledDocker ? "docker" : "slipway"
            Complaint.print("\(error)\nSee '\(program) \(names.command(in: words)) --help'.")
            Glibc.exit((error.isAboutCount ? ExitCode.failure : RefusedContainer.status).rawValue)
        }
    }

    /// Called through a link of that name, as the lab's shell does, it is docker as far as it goes.
    private static var isCalledDocker: Bool { calledName == "docker" || calledName == "docker-compose" }

    private static var calledName: Substring? { CommandLine.arguments.first?.split(separator: "/").last }
}
