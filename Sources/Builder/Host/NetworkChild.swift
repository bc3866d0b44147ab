internal import ImageFormat
internal import Processes

/// `slipway-registry`, which does all that needs a network, as a child process: the builder itself has no network code.
struct NetworkChild {
    private let path: String

    /// Beside this program, else on PATH; nil where it was not built.
    static func find() -> NetworkChild? {
        (ProgramPaths.beside("slipway-registry") ?? ProgramPaths.find("slipway-registry"))
            .map { NetworkChild(path: $0) }
    }

    /// How long no answer at all is waited for: a network that drops everything must not hold a build up.
    static let patience = 15.0

    /// Runs a subcommand to its end; each event of its standard output goes to `event`.
    ///
    /// - Parameter patience: seconds until it must have said something; nil for any time, as for a blob that is sent.
    /// - Throws: `failed` with the sentence that the program ended with.
    func run(
        _ arguments: [String], cancellation: Cancellation, patience: Double? = patience, event: (JSON) -> Void
    ) throws(Failure) {
        var words = ""
        let outcome: HostCommand.Outcome
        do throws(StepError) {
            outcome = try HostCommand.run(
                [path] + arguments, cancellation: cancellation, patience: patience
            ) { line in
                if line.hasPrefix("{"), let json = try? JSON(parsing: Array(line.utf8)) {
                    event(json)
                } else if line.hasPrefix("Error: ") {
                    words = String(line.dropFirst("Error: ".count))
                }
            }
        } catch {
            throw .failed("`\(path)` could not be started")
        }
        if cancellation.isCancelled { throw .cancelled }
        switch outcome {
        case .silent: throw .failed("no answer came within \(Int(Self.patience)) seconds")
        case .ended(let status):
            guard status.isSuccess else {
                throw .failed(words.isEmpty ? "it ended with status \(status.code)" : words)
            }
        }
    }

    enum Failure: Error, Equatable {
        case failed(String)
        case cancelled
    }
}
