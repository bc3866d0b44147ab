import ArgumentParser
import BuildRuns
import Commands
import ImageFormat
import Printing
import Surroundings
import SystemPackage

/// `slipway why`: for each step of a build, whether it came from the cache, and if not, why; or of two builds, in what
/// they are not the same.
struct WhyCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Explain a build, the last one by itself: what came from the cache, and why the rest ran.",
        discussion: """
            With two builds or images it says how the second one's steps would have come from the cache of the first. \
            `slipway builds` lists the builds that are kept.
            """)

    @Argument(help: "A build by its ID, or an image by name or ID; otherwise the build that was last.")
    var build: String?

    @Argument(help: "A second one, which is compared with the first.")
    var other: String?

    @Flag(help: "Compare the build with the earlier one that most of its steps are the same in.")
    var nearest = false

    @Option(
        parsing: .unconditionalSingleValue,
        help: "End with status 1 unless the instruction that begins so came from the cache: 'RUN pip install'.")
    var expectCached: [String] = []

    @Flag(help: "End with status 1 where a step did not come from the cache.")
    var failOnMiss = false

    @Option(help: "text or json.")
    var format = "text"

    func validate() throws {
        _ = try ReportFormat(format)
        guard !nearest || other == nil else { throw ValidationError("--nearest looks for the second build itself.") }
    }

    func run(in surroundings: Surroundings) throws {
        let gate = CacheGate(expectCached: expectCached, failOnMiss: failOnMiss)
        try WhyRun(in: try BuildStore.open(in: surroundings), format: ReportFormat(format), gate: gate)
            .tell(of: build, beside: other, nearest: nearest)
    }
}
