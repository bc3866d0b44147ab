import ArgumentParser
import Clocks
import ContainerPlans
import ContainerRuntime
import Formats
import Glibc
import ImageFormat
import ImageStore
import Listings
import Printing
import Surroundings

/// `slipway events`
struct EventsCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Show what happens to containers, images, networks and volumes, as it happens."
    )

    @Option(
        name: [.short, .long], parsing: .unconditionalSingleValue,
        help: "NAME=VALUE, with one of the names \(EventFilters.names.joined(separator: ", ")).")
    var filter: [String] = []

    @Option(help: "json, or a template of Go with {{.Type}}, {{.Action}}, {{.Actor.ID}}, {{.Actor.Attributes.name}}.")
    var format: String?

    @Option(parsing: .unconditional, help: "From then on: 10m, 2026-11-28T10:00:00, seconds since 1970.")
    var since: String?

    @Option(parsing: .unconditional, help: "Until then.")
    var until: String?

    /// Seconds and nanoseconds since 1970.
    private typealias Time = (seconds: Int64, nanoseconds: Int64)

    func run(in surroundings: Surroundings) throws {
        let now = Moment.wallClock()
        let (begin, end) = (try time(since, "--since") ?? (now, 0), try time(until, "--until"))
        try OpenedContainers.run(in: surroundings) { store, _ in
            let filters = try EventFilters(filter)
            let template = try format.flatMap { $0 == "json" ? nil : try Template($0) }
            let reader = EventLog(store: store.path).reader()
            while true {
                let found = reader.next()
                for event in found {
                    let time = (event.seconds, event.nanoseconds)
                    guard time >= begin, end.map({ time <= $0 }) ?? true, filters.admits(event) else { continue }
                    try show(event, template)
                }
                if found.isEmpty {
                    if let end, (Moment.wallClock(), 0) > end { return }
                    usleep(50_000)
                }
            }
        }
    }

    private func time(_ text: String?, _ flag: String) throws -> Time? {
        guard let text else { return nil }
        guard let time = Moment.timestamp(text) else {
            throw ValidationError(
                "\(flag) \(text): expected a time, as 10m, 2026-11-28T10:00:00 or seconds since 1970.")
        }
        return time
    }

    private func show(_ event: RuntimeEvent, _ template: Template?) throws {
        if let template { return print(PrintableText(lines: try template.text(of: EventLine(event).item))) }
        guard format == nil else {
            return print(PrintableText(json: String(decoding: event.json.encoded(), as: UTF8.self)))
        }
        let time = Timestamp.text(seconds: event.seconds, nanoseconds: event.nanoseconds)
        print("\(EventLine(event).text(time: time))")
    }
}
