import ArgumentParser
import BuildJournal
import BuildPlan
import ImageFormat
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// `slipway why`: for each step of the last build, whether it came from the cache, and if not, why.
struct WhyCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Explain the last build: which steps came from the cache, and why the others ran."
    )

    @Argument(help: "An image, by name or ID; otherwise the build that was last.")
    var image: String?

    func run(in surroundings: Surroundings) throws {
        let store = try BuildStore.open(in: surroundings)
        let id = try image.map { name in
            do { return try store.resolve(name).id.description } catch {
                throw CommandFailure("There is no image `\(name)`: \(error)")
            }
        }
        for build in store.journal.builds() {
            let steps = store.journal.steps(of: build)
            let events = steps.events.map(\.event)
            guard id == nil || Self.imageID(events) == id else { continue }
            print(WhyReport(events: events, damagedLines: steps.damagedLines.count).text, terminator: "")
            return
        }
        throw CommandFailure(
            image.map { "No build of `\($0)` is remembered; the last twenty are kept." }
                ?? "Nothing has been built in this store yet.")
    }

    private static func imageID(_ events: [BuildEvent]) -> String? {
        if case .finished(.succeeded(let image))? = events.last { image.imageID } else { nil }
    }
}
