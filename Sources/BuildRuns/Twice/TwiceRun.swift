internal import ArgumentParser
internal import BuildPlan
internal import Builder
internal import Clocks
internal import CommandLines
internal import Commands
internal import Forecast
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import LayerContents
internal import Printing
public import Surroundings

/// The work of `slipway build --twice`: builds, builds again without the cache, and names each step whose files differ.
public struct TwiceRun {
    private let work: BuildWork
    private var options: BuildOptions { work.options }

    /// A run that does the given work twice.
    public init(_ work: BuildWork) { self.work = work }

    /// Builds twice and prints the report. Ends with status 1 where a step made different files the second time.
    public func run(in surroundings: Surroundings) throws {
        guard options.path != "-", options.file != "-" else {
            throw ValidationError("--twice reads the context twice, and standard input can be read once.")
        }
        let first = try work.build(in: surroundings, log: .error)
        Self.waitForAnotherSecond()
        let second = try again.build(in: surroundings, log: .error, isKept: false)
        let store = try BuildStore.open(in: surroundings)
        let (left, right) = (try store.resolve(first), try store.resolve(second))
        let steps = try differences(left, right, in: store)
        let report = TwiceReport(steps: steps, hasSameID: first == second, next: try next(store, surroundings))
        try ReportFormat(options.format).show(report.text, json: report.json)
        if !steps.isEmpty { throw ExitCode.failure }
    }

    /// Waits for the next second of the clock: a step that writes the time into a file would make the same file twice
    /// within one second.
    private static func waitForAnotherSecond() {
        let second = Int(WallClock.now)
        while Int(WallClock.now) == second { usleep(20_000) }
    }

    /// The same build without the cache. It gives the image no names, so that they stay with the first image.
    private var again: BuildWork {
        var again = options
        again.noCache = true
        again.tag = []
        again.push = false
        again.output = []
        again.iidfile = nil
        again.metadataFile = nil
        return work.with(again)
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
                differences: LayerComparer(pair.0, pair.1).differences(), origin: lines.origin(of: entry))
        }
    }

    /// The steps that the next build would not, or might not, take from the cache.
    private func next(_ store: Store, _ surroundings: Surroundings) throws -> [ForeseenStep] {
        var options = options
        // `--no-cache` of this build does not apply to the next one.
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

/// A step that made different files the second time.
struct UnsteadyStep {
    /// The line of the Dockerfile, from 1; nil where it is not known.
    var line: Int?
    /// The text of the history entry.
    var createdBy: String
    var differences: [LayerDifference]
    /// The stage from which the step copies the files; nil where it does not copy from a stage.
    var origin: StageOutline?

    /// The files that differ only in their times.
    var timed: [LayerDifference] { differences.filter { $0.fields == [.time] } }
    var others: [LayerDifference] { differences.filter { $0.fields != [.time] } }

    var name: String { (line.map { "line \($0): " } ?? "") + createdBy.replacing("\n", with: " ") }
}
