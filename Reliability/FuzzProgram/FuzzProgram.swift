import ArgumentParser
import Foundation
import Fuzzing

/// Feeds random inputs to everything that reads foreign text or bytes, each format in a process of its own.
@main
struct FuzzProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slipway-fuzz",
        abstract: "Feeds random inputs to what reads foreign text, and reports crashes, hangs and growth.",
        discussion: """
            An input is made from its format, the seed and its number alone: what is reported is made again by
            --seed SEED --from NUMBER --runs 1, or read from the saved file by --input FILE.
            """)

    @Argument(help: "The formats; all of them where none is named.")
    var formats: [String] = []

    @Option(help: "Inputs of each format.")
    var runs: UInt64 = 100_000

    @Option(help: "What the inputs are made from; a new one each time where it is not given.")
    var seed: UInt64?

    @Option(help: "Each format ends after so many seconds, however far it is.")
    var seconds: Double?

    @Option(help: "The number of the first input.")
    var from: UInt64 = 0

    @Option(help: "Where an input that failed is kept.")
    var save = "."

    @Option(help: "Read this file in place of made inputs, as the one format that is named.")
    var input: String?

    @Flag(help: "Only name the formats.")
    var list = false

    @Flag(help: "Show that a crash, a hang, growth and a broken promise are found.")
    var prove = false

    /// Runs one format here and tells the outcome as a line: what the program calls itself with.
    @Flag(help: .hidden)
    var here = false

    func validate() throws {
        guard runs > 0, !from.addingReportingOverflow(runs).overflow else {
            throw ValidationError("--runs must be at least 1, and --from and --runs together a number of 64 bits")
        }
        guard input == nil || formats.count == 1 else { throw ValidationError("--input needs one format") }
        for name in formats where Format.known(name) == nil {
            throw ValidationError("`\(name)` is not a format: see slipway-fuzz --list")
        }
    }

    func run() throws {
        if list { return print(Format.all.map(\.name).joined(separator: "\n")) }
        if prove { return try Proof(save: save).run() }
        let chosen = formats.isEmpty ? Format.all : formats.compactMap(Format.known)
        if let input, let format = chosen.first { return try read(input, as: format) }
        let seed = seed ?? UInt64.random(in: 0...UInt64.max)
        if here, let format = chosen.first { return try FuzzChild(format: format, command: self, seed: seed).run() }
        print("seed \(seed), \(runs) inputs of each format\n\n\(FuzzTable.head)")
        var failed = false
        for format in chosen {
            let supervisor = Supervisor(format: format, seed: seed, save: save)
            let outcome = try supervisor.run(first: from, runs: runs, seconds: seconds)
            print(FuzzTable.row(format, outcome))
            // Into a file as well, where a run of hours may be cut off.
            fflush(nil)
            failed = failed || outcome.failure != nil
        }
        if failed { throw ExitCode.failure }
    }

    private func read(_ path: String, as format: Format) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("`\(path)` cannot be read")
        }
        do {
            try format.read([UInt8](data))
            print("\(format.name) takes it")
        } catch let broken as BrokenPromise {
            print("\(format.name) breaks a promise: \(broken)")
            throw ExitCode.failure
        } catch {
            print("\(format.name) refuses it: \(error)")
        }
    }
}

extension Format {
    /// A format of the table, or one of those that `--prove` uses.
    static func known(_ name: String) -> Format? { named(name) ?? Proof.faults.first { $0.name == name } }
}
