internal import FoundationEssentials

/// Why a line is not an event of a build.
public enum EventLineError: Error, Equatable, Sendable {
    /// More bytes than any event has.
    case tooLong(limit: Int)
    /// Not the JSON of an event.
    case notAnEvent
    /// A time, a size or a position that nothing can be reckoned with.
    case impossibleNumber
}

extension TimedBuildEvent {
    /// Bytes of one line. A piece of a step's output has 64 KiB at most; a plan is as long as its Dockerfile.
    public static let lineLimit = 16 << 20

    /// Reads a line of an event stream as anybody may have written it, without its newline.
    public init(line: some Collection<UInt8>) throws(EventLineError) {
        guard line.count <= Self.lineLimit else { throw .tooLong(limit: Self.lineLimit) }
        guard let event = try? JSONDecoder().decode(TimedBuildEvent.self, from: Data(line)) else { throw .notAnEvent }
        guard event.isPossible else { throw .impossibleNumber }
        self = event
    }
}

/// An event stream that somebody kept: a journal, a recording. What cannot be read is counted, and left out.
public struct EventStream: Equatable, Sendable {
    public private(set) var events: [TimedBuildEvent] = []
    /// Lines that are no events, from 1, without a last one that was cut short.
    public private(set) var damagedLines: [Int] = []
    /// Whether the last line is cut short and is not an event: its writer was stopped, or still writes.
    public private(set) var isCutShort = false

    public init(bytes: [UInt8]) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            do throws(EventLineError) { events.append(try TimedBuildEvent(line: line)) } catch {
                if index == lines.count - 1 { isCutShort = true } else { damagedLines.append(index + 1) }
            }
        }
    }
}
