import Foundation
import Fuzzing
import Seeds
import Testing

/// Some inputs of each format: `SLIPWAY_FUZZ_RUNS` of them.
/// Millions are for `Reliability/run fuzz`.
@Suite(.serialized) struct FormatTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let runs = environment["SLIPWAY_FUZZ_RUNS"].flatMap(UInt64.init) ?? 4000

    /// A crash ends the tests: its input is then in the file that the line on standard error names.
    @Test(arguments: Format.all.map(\.name)) func aFormatEnduresRandomInputs(_ name: String) throws {
        let format = try #require(Format.named(name))
        let seed = PropertySeed.of(20_261_127)
        let path = FileManager.default.temporaryDirectory.appending(path: "slipway-fuzz-\(UUID().uuidString)").path
        let record = try InputRecord(path: path, longest: format.longest)
        FileHandle.standardError.write(Data("fuzzing \(name), seed \(seed), input in \(path)\n".utf8))
        var run = FuzzRun(format, seed: seed, runs: Self.runs)
        // A debug build is slower than what a learner runs.
        run.limits.processorSeconds = 10
        let outcome = run.perform(recordingTo: record) { failure in
            guard case .breaksPromise = failure.kind else { fatalError("\(failure); its input is in \(path)") }
            Issue.record(
                "\(failure): \(InputRecord.read(path).map { String(decoding: $0.input, as: UTF8.self) } ?? "")")
        }
        try FileManager.default.removeItem(atPath: path)
        #expect(outcome.inputs == Self.runs)
        #expect(outcome.refused < outcome.inputs, "no input is right: the seeds are not what the format reads")
    }

    @Test func namesAreKnownOnce() {
        #expect(Set(Format.all.map(\.name)).count == Format.all.count)
    }
}
