import Foundation
import Fuzzing

/// What came of a format's inputs.
struct SupervisedOutcome {
    var outcome: FuzzOutcome
    /// The sentence of a failure, which says how to see it again.
    var failure: String?
}

/// Runs one format in a process of its own, and outlives whatever becomes of it.
struct Supervisor {
    var format: Format
    var seed: UInt64
    /// The folder for inputs that failed.
    var save: String

    func run(first: UInt64, runs: UInt64, seconds: Double?) throws -> SupervisedOutcome {
        let record = FileManager.default.temporaryDirectory
            .appending(path: "slipway-fuzz-\(format.name)-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: record) }
        let child = Process()
        child.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        child.arguments =
            [format.name, "--here", "--seed", "\(seed)", "--from", "\(first)", "--runs", "\(runs)", "--save", record]
            + (seconds.map { ["--seconds", "\($0)"] } ?? [])
        let output = Pipe()
        child.standardOutput = output
        try child.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        child.waitUntilExit()
        let lines = said.split(separator: "\n")
        let outcome = lines.compactMap(OutcomeLine.init).first?.outcome
        if child.terminationReason == .exit, child.terminationStatus == 0, let outcome {
            return SupervisedOutcome(outcome: outcome)
        }
        let ended =
            child.terminationReason == .uncaughtSignal
            ? "ends the process by signal \(child.terminationStatus)"
            : "ends the process with \(child.terminationStatus)"
        let told = lines.first { $0.hasPrefix(FuzzChild.failureMark) }?.dropFirst(FuzzChild.failureMark.count)
        return SupervisedOutcome(
            outcome: outcome ?? FuzzOutcome(), failure: report(record, told.map(String.init), ended: ended))
    }

    private func report(_ record: String, _ told: String?, ended: String) -> String {
        guard let (number, input) = InputRecord.read(record) else {
            return "format \(format.name), seed \(seed): \(told ?? ended), and the input is not known"
        }
        let file = URL(filePath: save).appending(path: "\(format.name)-\(seed)-\(number).input").path
        let isSaved = FileManager.default.createFile(atPath: file, contents: Data(input))
        return (told ?? "format \(format.name), seed \(seed): input \(number) \(ended)") + "; "
            + (isSaved ? "it is kept in \(file)" : "\(file) cannot be written")
    }
}

/// One format's run inside of the process that was started for it.
struct FuzzChild {
    static let failureMark = "failure "
    /// What the process ends with after a failure that it has told.
    static let failureStatus: Int32 = 70

    var format: Format
    var command: FuzzProgram
    var seed: UInt64

    func run() throws {
        let record = try InputRecord(path: command.save, longest: format.longest)
        var run = FuzzRun(format, seed: seed, runs: command.runs)
        run.first = command.from
        run.seconds = command.seconds
        let outcome = run.perform(recordingTo: record) { failure in
            // The reading thread may hang for ever: the process ends here, without a look back.
            let line = Array((Self.failureMark + failure.description + "\n").utf8)
            _ = write(STDOUT_FILENO, line, line.count)
            _exit(Self.failureStatus)
        }
        print(OutcomeLine(outcome).text)
    }
}

/// An outcome as a line between the two processes.
struct OutcomeLine {
    var outcome: FuzzOutcome

    init(_ outcome: FuzzOutcome) { self.outcome = outcome }

    init?(_ line: Substring) {
        let words = line.split(separator: " ")
        guard words.count == 7, words[0] == "done", let inputs = UInt64(words[1]), let refused = UInt64(words[2]),
            let seconds = Double(words[3]), let number = UInt64(words[4]), let milliseconds = Double(words[5]),
            let growth = Int(words[6])
        else { return nil }
        outcome = FuzzOutcome()
        (outcome.inputs, outcome.refused, outcome.seconds) = (inputs, refused, seconds)
        (outcome.slowest, outcome.growth) = ((number, milliseconds), growth)
    }

    var text: String {
        "done \(outcome.inputs) \(outcome.refused) \(outcome.seconds) \(outcome.slowest.number) "
            + "\(outcome.slowest.milliseconds) \(outcome.growth)"
    }
}
