public import BuildPlan

/// Gives access to any part of one step's output while the build still writes it.
///
/// The files are read once, and after that only what was added. The place of every few hundredth line is remembered.
public struct StepOutput {
    /// A piece of the output.
    public enum Part: Equatable, Sendable {
        /// The text that follows begins in this line, from 0, or in the line before it.
        case begins(line: Int)
        case text(String)
        /// These lines were not kept; with the output of other steps, this many bytes are missing.
        case missing(lines: Range<Int>, bytes: Int64)
    }

    private let folder: JournalFolder
    private let build: String
    private let step: StepID
    /// Remembered places: where a piece of the output is, and how many complete lines and bytes come before it.
    private var places: [(line: Int, bytes: Int64, place: JournalLogReader.Place)] = []
    private var reader: JournalLogReader
    private var lines = 0
    private var bytes: Int64 = 0

    private static let spacing = 300
    private static let portion = 1 << 20

    public init(of step: StepID, build: String, in folder: JournalFolder) {
        self.folder = folder
        self.build = build
        self.step = step
        reader = JournalLogReader(folder, build)
    }

    /// Whether this is the output of the given step of the given build.
    public func isOf(build: String, step: StepID) -> Bool { self.build == build && self.step == step }

    /// Calls `body` with the output from a line on, or from a place somewhat before it, until `body` returns false.
    public mutating func read(from line: Int, _ body: (Part) -> Bool) {
        advance()
        // The first line after a place may have begun before it, so a place serves only the lines after that one.
        let start = places.last { $0.line < line } ?? (0, 0, JournalLogReader.Place())
        var number = start.line
        var bytes = start.bytes
        var goesOn = body(.begins(line: number))
        var reader = JournalLogReader(folder, build, from: start.place)
        while goesOn {
            let wasThere = reader.read(Self.portion) { piece, _ in
                guard goesOn else { return }
                switch piece {
                case .begin(let counts):
                    let line = counts.lines[step] ?? 0
                    if line > number {
                        goesOn = body(.missing(lines: number..<line, bytes: counts.bytes - bytes))
                        number = line
                    }
                    bytes = counts.bytes
                case .output(_, let log):
                    bytes += Int64(log.text.utf8.count)
                    guard log.step == step else { return }
                    number += LogCounts.newlines(in: log.text)
                    goesOn = body(.text(log.text))
                case .damaged: break
                }
            }
            if !wasThere { return }
        }
    }

    private mutating func advance() {
        var (places, lines, bytes) = (places, lines, bytes)
        while reader.read(
            Self.portion,
            { [step] piece, place in
                switch piece {
                case .begin(let counts): (lines, bytes) = (counts.lines[step] ?? 0, counts.bytes)
                case .output(_, let log):
                    let isDue = lines - (places.last?.line ?? -Self.spacing) >= Self.spacing
                    if log.step == step, isDue { places.append((lines, bytes, place)) }
                    if log.step == step { lines += LogCounts.newlines(in: log.text) }
                    bytes += Int64(log.text.utf8.count)
                case .damaged: break
                }
            })
        {}
        (self.places, self.lines, self.bytes) = (places, lines, bytes)
    }
}
