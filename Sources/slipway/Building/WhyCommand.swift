import ArgumentParser
import BuildPlan
import Files
import FoundationEssentials
import ImageFormat
import ImageStore
import SystemPackage

/// `slipway why`: for each step of the last build, whether it came from the cache, and if not, why.
struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Explain the last build: which steps came from the cache, and why the others ran."
    )

    @Argument(help: "An image, by name or ID; otherwise the build that was last.")
    var image: String?

    func run() throws {
        guard let location = StoreLocation.path() else { throw CommandFailure("HOME is not set: where is the store?") }
        let store = try BuildStore.open(location)
        let id = try image.map { name in
            do { return try store.resolve(name).id.description } catch {
                throw CommandFailure("There is no image `\(name)`: \(error)")
            }
        }
        for path in BuildJournal.builds(in: store) {
            let events = Self.events(path)
            guard id == nil || Self.imageID(events) == id else { continue }
            print(WhyReport(events: events).text, terminator: "")
            return
        }
        throw CommandFailure(
            image.map { "No build of `\($0)` is remembered; the last twenty are kept." }
                ?? "Nothing has been built in this store yet.")
    }

    private static func events(_ path: String) -> [BuildEvent] {
        let content = (try? WholeFile.read(path, limit: .max)) ?? []
        let decoder = JSONDecoder()
        return content.split(separator: UInt8(ascii: "\n"))
            .compactMap { try? decoder.decode(TimedBuildEvent.self, from: Data($0)).event }
    }

    private static func imageID(_ events: [BuildEvent]) -> String? {
        if case .finished(.succeeded(let image))? = events.last { image.imageID } else { nil }
    }
}
