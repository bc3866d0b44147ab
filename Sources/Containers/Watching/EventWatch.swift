internal import ArgumentParser
internal import Clocks
internal import ContainerPlans
internal import ContainerRuntime
internal import Formats
internal import Glibc
internal import ImageFormat
public import ImageStore
public import Listings
internal import Printing

/// What `slipway events` does: shows what happens, as it happens.
public struct EventWatch {
    /// Seconds and nanoseconds since 1970.
    private typealias Time = (seconds: Int64, nanoseconds: Int64)

    private let begin: Time
    /// Nil for without end.
    private let end: Time?
    private let format: String?

    /// - Parameters:
    ///   - since: 10m, 2026-11-28T10:00:00 or seconds since 1970; nil for now.
    ///   - until: a time of that form.
    ///   - format: `json` or a template; nil for docker's lines.
    /// - Throws: `ValidationError` for text that is not a valid time.
    public init(since: String?, until: String?, format: String?) throws {
        let now = Moment.wallClock()
        begin = try Self.time(since, "--since") ?? (now, 0)
        end = try Self.time(until, "--until")
        self.format = format
    }

    private static func time(_ text: String?, _ flag: String) throws -> Time? {
        guard let text else { return nil }
        guard let time = Moment.timestamp(text) else {
            throw ValidationError(
                "\(flag) \(text): expected a time, as 10m, 2026-11-28T10:00:00 or seconds since 1970.")
        }
        return time
    }

    /// Blocks until the end that was given.
    public func show(_ filters: EventFilters, in store: Store) throws {
        let template = try format.flatMap { $0 == "json" ? nil : try Template($0) }
        let reader = EventLog(store: store.path).reader()
        while true {
            let found = reader.next()
            for event in found where contains(event) && filters.admits(event) {
                Line.print(try text(event, template))
            }
            if found.isEmpty {
                if let end, (Moment.wallClock(), 0) > end { return }
                usleep(50_000)
            }
        }
    }

    /// Whether it happened in the time that was asked for.
    func contains(_ event: RuntimeEvent) -> Bool {
        let time = (event.seconds, event.nanoseconds)
        return time >= begin && end.map { time <= $0 } ?? true
    }

    private func text(_ event: RuntimeEvent, _ template: Template?) throws -> PrintableText {
        if let template { return PrintableText(lines: try template.text(of: EventLine(event).item)) }
        guard format == nil else {
            return PrintableText(json: String(decoding: event.json.encoded(), as: UTF8.self))
        }
        let time = Timestamp.text(seconds: event.seconds, nanoseconds: event.nanoseconds)
        return "\(EventLine(event).text(time: time))"
    }
}
