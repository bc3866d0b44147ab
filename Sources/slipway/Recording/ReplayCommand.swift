import ArgumentParser
import BuildJournal
import BuildPlan
import BuildRuns
import Commands
import Dispatch
import Glibc
import LabRuntime
import Printing
import Recordings
import Surroundings

/// `slipway replay`: plays a cast, or the events of a recorded build.
struct ReplayCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Play a recorded terminal, or a recorded build.",
        discussion: """
            A recording is an asciicast (`slipway record`, asciinema), or the events of a build \
            (`slipway build --progress rawjson . > FILE`), or a build that is kept (`slipway builds`), by its ID or the \
            name of its image. Without a terminal it is printed as text, at once.
            """)

    @Argument(help: "The recording, or a build that is kept.")
    var file: String

    @Option(help: "How fast: 2 is twice as fast.")
    var speed = 1.0

    @Option(help: "Waits that are longer than this many seconds are shortened to it.")
    var idleLimit: Double?

    func validate() throws {
        guard speed > 0, speed <= 16 else { throw ValidationError("--speed is a number above 0, at most 16.") }
        guard idleLimit.map({ $0 >= 0 }) ?? true else { throw ValidationError("--idle-limit is not below 0.") }
    }

    func run(in surroundings: Surroundings) throws {
        let recording = try self.recording(in: surroundings)
        recording.complain(of: file)
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return recording.print() }
        try LabThreads.demandRoom()
        let (speed, idleLimit) = (speed, idleLimit)
        Task { @MainActor in
            do {
                try await ReplayProgram.run(recording, speed: speed, idleLimit: idleLimit, in: surroundings)
            } catch {
                Complaint.print("\(error)")
                Glibc.exit(1)
            }
            Glibc.exit(0)
        }
        dispatchMain()
    }
}

extension ReplayCommand {
    /// A file first, else a build that the store remembers.
    private func recording(in surroundings: Surroundings) throws -> Recording {
        guard access(file, F_OK) != 0, let store = try? BuildStore.open(in: surroundings),
            case .build(let kept)? = try? KeptBuilds(of: store).find(file)
        else { return try Recording(bytes: GivenFile.read(file), name: file) }
        return try Recording(bytes: store.journal.whole(of: kept.id), name: kept.id)
    }
}
