/// The events of a journal or a recording. Lines that cannot be read are left out, and their numbers are kept.
public struct EventStream: Equatable, Sendable {
    /// The events in the order of their lines.
    public private(set) var events: [TimedBuildEvent] = []
    /// The numbers, from 1, of the lines that are not events. A last line that is cut short is not among them.
    public private(set) var damagedLines: [Int] = []
    /// Whether the last line is only the beginning of an event: its writer was stopped, or is still writing.
    public private(set) var isCutShort = false
    /// The format version of the first line that is too new for this program; nil where there is no such line.
    public private(set) var newerVersion: Int64?

    /// Reads a stream. Nothing is thrown: lines that cannot be read are counted.
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
