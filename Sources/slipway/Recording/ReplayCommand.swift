import ArgumentParser
import BuildPlan
import Dispatch
import Glibc
import Printing
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
        recording.complain(of: file)
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
    case build(EventStream)

    init(bytes: [UInt8], name: String) throws {
        let first = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first.map {
            String(decoding: $0, as: UTF8.self)
        }
        if first?.contains("\"version\"") == true {
            do { self = .cast(try CastReader.cast(String(decoding: bytes, as: UTF8.self))) } catch {
                throw ValidationError("\(name) is not an asciicast: \(error).")
            }
            return
        }
        let stream = EventStream(bytes: bytes)
        guard !stream.events.isEmpty else {
            guard !bytes.isEmpty else { throw ValidationError("\(name) is empty.") }
            if let version = stream.newerVersion {
                throw ValidationError(
                    "\(name) is of version \(version) of the event stream, and this program reads version \(TimedBuildEvent.formatVersion). Replay it with the program that wrote it."
                )
            }
            let line = stream.damagedLines.first ?? 1
            throw ValidationError("\(name):\(line): this is not an event of a build, and the file is not an asciicast.")
        }
        self = .build(stream)
    }

    /// Says what of the file cannot be played.
    func complain(of name: String) {
        switch self {
        case .cast(let cast): if cast.isCutShort { Self.tellCut(name) }
        case .build(let stream):
            if let first = stream.damagedLines.first {
                let count = stream.damagedLines.count
                StandardStream.error.write(
                    "Note: \(name):\(first): this is not an event of a build; \(count == 1 ? "the line is" : "\(count) such lines are") left out.\n"
                )
            }
            if stream.isCutShort { Self.tellCut(name) }
        }
    }

    private static func tellCut(_ name: String) {
        StandardStream.error.write("Note: the last line of \(name) is cut short, and left out.\n")
    }

    /// As text, without waiting.
    func print() {
        switch self {
        case .cast(let cast):
            var filter = OutputFilter(keepsReturns: true)
            var lines = IndentedOutput(indent: "", keepsReturns: true)
            for case .output(let text) in cast.events.map(\.event) {
                StandardStream.output.write(lines.lines(of: text, through: &filter))
            }
            StandardStream.output.write(lines.close())
        case .build(let stream):
            var log = PlainBuildLog()
            for timed in stream.events { StandardStream.output.write(log.text(for: timed.event)) }
        }
    }
}
