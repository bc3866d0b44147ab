/// An event stream that somebody kept: a journal, a recording. What cannot be read is counted, and left out.
public struct EventStream: Equatable, Sendable {
    public private(set) var events: [TimedBuildEvent] = []
    /// Lines that are not events, from 1, without a last one that was cut short.
    public private(set) var damagedLines: [Int] = []
    /// Whether the last line is cut short and is not an event: its writer was stopped, or still writes.
    public private(set) var isCutShort = false
    /// The version of the first line that is of a later version of the format than this program reads.
    public private(set) var newerVersion: Int64?

    public init(bytes: [UInt8]) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            do throws(EventLineError) { events.append(try TimedBuildEvent(line: line)) } catch {
                if case .newerVersion(let version) = error { newerVersion = newerVersion ?? version }
                if index == lines.count - 1 { isCutShort = true } else { damagedLines.append(index + 1) }
            }
        }
    }
}
