internal import ArgumentParser
internal import Clocks
public import ContainerRuntime

/// The part of a log that is asked for by its times.
public struct LogSpan {
    /// RFC 3339 in UTC with nanoseconds, as a log has them: in the order of the texts.
    private let since: String?
    private let until: String?

    /// - Throws: `ValidationError` for what is not a time.
    public init(since: String?, until: String?) throws {
        self.since = try since.map { try Self.time($0, of: "--since") }
        self.until = try until.map { try Self.time($0, of: "--until") }
    }

    /// A time as a log has it, in RFC 3339.
    ///
    /// - Parameter flag: the one that the text is the value of, for the message.
    /// - Throws: `ValidationError` for what is not a time.
    public static func time(_ text: String, of flag: String) throws -> String {
        guard let (seconds, nanoseconds) = Moment.timestamp(text) else {
            throw ValidationError(
                "\(flag) \(text): expected a time, as 10m, 2026-11-28T10:00:00 or seconds since 1970.")
        }
        return Timestamp.text(seconds: seconds, nanoseconds: nanoseconds)
    }

    /// Whether a line was written in it.
    public func contains(_ entry: LogEntry) -> Bool {
        (since.map { entry.time >= $0 } ?? true) && (until.map { entry.time <= $0 } ?? true)
    }

    /// Whether nothing that is written from now on belongs to it.
    public var isOver: Bool { until.map { Timestamp.now() > $0 } ?? false }
}
