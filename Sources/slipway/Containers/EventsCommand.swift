import ArgumentParser
import Commands
import Containers
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

    func run(in surroundings: Surroundings) throws {
        let watch = try EventWatch(since: since, until: until, format: format)
        try OpenedContainers.run(in: surroundings) { store, _ in try watch.show(try EventFilters(filter), in: store) }
    }
}
