internal import Glibc
internal import ImageFormat

/// `slipway-registry`, which does all that needs a network, as a child process: the builder itself has no network code.
struct NetworkChild {
    private let path: String

    /// Beside this program, else on PATH; nil where it was not built.
    static func find() -> NetworkChild? {
        if let own = realpath("/proc/self/exe", nil) {
            defer { free(own) }
            let text = String(cString: own)
            let folder = text.lastIndex(of: "/").map { String(text[..<$0]) } ?? ""
            let beside = folder + "/slipway-registry"
            if access(beside, X_OK) == 0 { return NetworkChild(path: beside) }
        }
        return ChildProcess.find("slipway-registry").map { NetworkChild(path: $0) }
    }

    /// How long no answer at all is waited for: a network that drops everything must not hold a build up.
    private static let patience = 15.0

    /// Runs a subcommand to its end; each event of its standard output goes to `event`.
    ///
    /// - Throws: `failed` with the sentence that the program ended with.
    func run(
        _ arguments: [String], cancellation: Cancellation, event: (JSON) -> Void
    ) throws(Failure) {
        var words = ""
        let status: Int32
        do throws(StepError) {
            status = try ChildProcess.run(
                [path] + arguments, cancellation: cancellation, patience: Self.patience
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
        if status == ChildProcess.silent { throw .failed("no answer came within \(Int(Self.patience)) seconds") }
        guard status == 0 else { throw .failed(words.isEmpty ? "it ended with status \(status)" : words) }
    }

    enum Failure: Error, Equatable {
        case failed(String)
        case cancelled
    }
}
