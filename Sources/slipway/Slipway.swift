import ArgumentParser
import CommandLines
import Glibc
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
            called by the name docker, so does the program.
            """,
        version: ProgramVersion.current,
        groupedSubcommands: [
            CommandGroup(
                name: "Lessons:",
                subcommands: [
                    LabCommand.self, DemoCommand.self, LessonCommand.self, CheckCommand.self, WatchCommand.self,
                ]),
            CommandGroup(
                name: "Images:",
                subcommands: [
                    BuildCommand.self, WhyCommand.self, ShellCommand.self, ImagesCommand.self, TagCommand.self,
                    RemoveImagesCommand.self,
                    HistoryCommand.self, InspectCommand.self, SaveCommand.self, LoadCommand.self, PullCommand.self,
                    PushCommand.self,
                    ImportCommand.self, LoginCommand.self, LogoutCommand.self, SystemCommand.self,
                ]),
            CommandGroup(
                name: "Containers:",
                subcommands: [
                    RunCommand.self, CreateCommand.self, StartCommand.self, RestartCommand.self, PsCommand.self,
                    LogsCommand.self, ExecCommand.self, AttachCommand.self, WaitCommand.self, PortCommand.self,
                    PauseCommand.self, UnpauseCommand.self, RenameCommand.self, UpdateCommand.self, CopyCommand.self,
                    DiffCommand.self, CommitCommand.self, ExportCommand.self, TopCommand.self, StatsCommand.self,
                    StopCommand.self, KillCommand.self, RemoveContainersCommand.self, ContainerGroup.self,
                    VolumeGroup.self, NetworkGroup.self,
                ]),
            CommandGroup(
                name: "Live:",
                subcommands: [
                    PrepareCommand.self, PresentCommand.self, NotesCommand.self, RecordCommand.self, ReplayCommand.self,
                ]),
            CommandGroup(
                name: "The language:", subcommands: [ParseCommand.self, LintCommand.self, ExplainCommand.self]),
            CommandGroup(name: "This machine:", subcommands: [DoctorCommand.self]),
        ],
        defaultSubcommand: isCalledDocker ? nil : LabCommand.self)

    /// Parses the command line and performs it. What goes wrong is said as any text from outside: it may quote names, and
    /// the words of the command line.
    static func main() {
        let surroundings = Surroundings.ofThisProcess()
        ProgramStart.prepare(in: surroundings)
        do {
            let words = try RunFlags.prepared(Array(CommandLine.arguments.dropFirst()))
            var command = try parseAsRoot(words)
            if let command = command as? any SurroundedCommand {
                try command.run(in: surroundings)
            } else {
                try command.run()
            }
        } catch {
            Ending.end(with: error, of: Self.self)
        }
    }

    /// Called through a link of that name, as the lab's shell does, it is docker as far as it goes.
    private static var isCalledDocker: Bool {
        CommandLine.arguments.first?.split(separator: "/").last == "docker"
    }
}
