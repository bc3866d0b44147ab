import ArgumentParser
import BuildPlan
import Dispatch
import FoundationEssentials
import Glibc
import Recordings

/// `slipway replay`: plays a cast, or the events of a recorded build.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Play a recorded terminal, or a recorded build.",
        discussion: """
            A recording is an asciicast (`slipway record`, asciinema), or the events of a build \
            (`slipway build --progress rawjson . > FILE`). Without a terminal it is printed as text, at once.
            """)

    @Argument(help: "The recording.")
    var file: String

    @Option(help: "How fast: 2 is twice as fast.")
    var speed = 1.0

    @Option(help: "Waits that are longer than this many seconds are shortened to it.")
    var idleLimit: Double?

    func validate() throws {
        guard speed > 0, speed <= 16 else { throw ValidationError("--speed is a number above 0, at most 16.") }
        guard idleLimit.map({ $0 >= 0 }) ?? true else { throw ValidationError("--idle-limit is not below 0.") }
    }

    func run() throws {
        let recording = try Recording(bytes: GivenFile.read(file), name: file)
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return recording.print() }
        let (speed, idleLimit) = (speed, idleLimit)
        Task { @MainActor in
            do {
                try await ReplayProgram.run(recording, speed: speed, idleLimit: idleLimit)
            } catch {
                Complaint.print("\(error)")
                Glibc.exit(1)
            }
            Glibc.exit(0)
        }
        dispatchMain()
    }
}

/// What a file holds.
enum Recording: Sendable {
    case cast(Cast)
    case build([Timed<TimedBuildEvent>])

    init(bytes: [UInt8], name: String) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let first = text.split(separator: "\n").first ?? ""
        if first.contains("\"version\"") {
            do { self = .cast(try CastReader.cast(text)) } catch {
                throw ValidationError("\(name) is no asciicast: \(error).")
            }
            return
        }
        let decoder = JSONDecoder()
        var events: [Timed<TimedBuildEvent>] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty {
            guard let event = try? decoder.decode(TimedBuildEvent.self, from: Data(line.utf8)) else {
                throw ValidationError(
                    "\(name):\(index + 1): this is no event of a build, and the file is no asciicast.")
            }
            events.append(Timed(event.time, event))
        }
        guard !events.isEmpty else { throw ValidationError("\(name) is empty.") }
        self = .build(events)
    }

    /// As text, without waiting.
    func print() {
        switch self {
        case .cast(let cast):
            for case .output(let text) in cast.events.map(\.event) { Swift.print(text, terminator: "") }
        case .build(let events):
            var log = PlainBuildLog()
            for timed in events { Swift.print(log.text(for: timed.event.event), terminator: "") }
        }
    }
}
