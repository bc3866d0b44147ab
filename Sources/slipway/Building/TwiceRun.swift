import ArgumentParser
import BuildPlan
import Builder
import Clocks
import CommandLines
import Forecast
import Glibc
import ImageFormat
import ImageStore
import LayerContents
import Printing
import Surroundings

/// `slipway build --twice`: builds, builds again without the cache, and names each step that gave other files.
struct TwiceRun {
    private let command: BuildCommand

    init(_ command: BuildCommand) { self.command = command }

    /// Ends with status 1 where a step gave other files the second time.
    func run(in surroundings: Surroundings) throws {
        guard command.options.path != "-", command.options.file != "-" else {
            throw ValidationError("--twice reads the context twice, and standard input can be read once.")
        }
        let first = try command.build(in: surroundings, log: .error)
        Self.waitForAnotherSecond()
        let second = try again.build(in: surroundings, log: .error, isKept: false)
        let store = try BuildStore.open(in: surroundings)
        let (left, right) = (try store.resolve(first), try store.resolve(second))
        let steps = try differences(left, right, in: store)
        let report = TwiceReport(steps: steps, hasSameID: first == second, next: try next(store, surroundings))
        if command.options.format == "json" {
            print(PrintableText(json: report.json.pretty()), terminator: "")
        } else {
            print(report.text, terminator: "")
        }
        if !steps.isEmpty { throw ExitCode.failure }
    }

    /// Where a step writes down the time, two builds in one second would give the same files.
    private static func waitForAnotherSecond() {
        let second = Int(WallClock.now)
        while Int(WallClock.now) == second { usleep(20_000) }
    }

    /// The same build without the cache, which leaves the image's names alone.
    private var again: BuildCommand {
        var again = command
        again.options.noCache = true
        again.options.tag = []
        again.options.push = false
        again.options.output = []
        again.options.iidfile = nil
        again.options.metadataFile = nil
        return again
    }

    private func differences(_ left: StoredImage, _ right: StoredImage, in store: Store) throws -> [UnsteadyStep] {
        let lines = InstructionLines(of: left, builds: KeptBuilds(of: store))
        let (ours, theirs) = (try store.layers(of: left), try store.layers(of: right))
        let entries = left.config.history.indices.filter { !left.config.history[$0].isEmptyLayer }
        return zip(ours, theirs).enumerated().compactMap { place, pair in
            guard pair.0.diff?.id != pair.1.diff?.id else { return nil }
            let entry = entries.indices.contains(place) ? entries[place] : nil
            return UnsteadyStep(
                line: lines[entry], createdBy: entry.flatMap { left.config.history[$0].createdBy } ?? "",
                differences: LayerComparer(pair.0, pair.1).differences())
        }
    }

    /// The steps that the next build would not take from the cache, or may not.
    private func next(_ store: Store, _ surroundings: Surroundings) throws -> [ForeseenStep] {
        var options = command.options
        // Whether this build used the cache says nothing about the next one.
        options.noCache = false
        let request = try BuildArguments(options, store: store, in: surroundings).request()
        let forecast = Forecaster(store: store, checkout: surroundings.checkout).forecast(request)
        return (forecast?.steps ?? []).filter { step in
            switch step.forecast {
            case .runs, .open: true
            case .base, .cached, .fails, .notReached, .notNeeded: false
            }
        }
    }
}

/// A step that gave other files the second time.
struct UnsteadyStep {
    /// From 1; nil where nobody knows it.
    var line: Int?
    /// The history entry.
    var createdBy: String
    var differences: [LayerDifference]

    /// Files whose times alone are not the same.
    var timed: [LayerDifference] { differences.filter { $0.fields == [.time] } }
    var others: [LayerDifference] { differences.filter { $0.fields != [.time] } }

    var name: String { (line.map { "line \($0): " } ?? "") + createdBy.replacing("\n", with: " ") }
}
