internal import Formats
internal import ImageFormat
internal import Processes
internal import Surroundings

/// A bundle that lies on a web server, fetched by `slipway-registry`: this program itself has no network code.
///
/// How much may come, and how long a silent server is waited for, are that program's limits.
struct BundleDownload {
    private let url: String
    private let surroundings: Surroundings
    private let say: (String) -> Void

    init(of url: String, in surroundings: Surroundings, say: @escaping (String) -> Void) {
        self.url = url
        self.surroundings = surroundings
        self.say = say
    }

    static func isAddress(_ source: String) -> Bool { source.hasPrefix("http://") || source.hasPrefix("https://") }

    /// Waits for the whole file.
    /// - Parameter path: absolute; there is a file only once all of it has come.
    func fetch(to path: String) throws {
        guard let program = ProgramPaths.beside("slipway-registry") ?? ProgramPaths.find("slipway-registry") else {
            throw LessonFailure("the program slipway-registry, which fetches \(url), is not beside this one")
        }
        say("Fetching \(url)")
        var reason = ""
        var progress = DownloadProgress()
        let words = [program, "fetch", url, "--to", path]
        let status = WorkspaceShell(folder: "/", in: surroundings).run(program: words) { lines in
            for line in lines {
                let text = String(decoding: line, as: UTF8.self)
                if text.hasPrefix("Error: ") { reason = String(text.dropFirst("Error: ".count)) }
                if let words = (try? JSON(parsing: Array(line))).flatMap({ progress.words(for: $0) }) { say(words) }
            }
        }
        guard status == 0 else {
            let words = reason.isEmpty ? "the program ended with status \(status)" : reason
            throw LessonFailure("\(url) cannot be fetched: \(words)")
        }
    }
}

/// Says each tenth of a transfer once; where its size is not known, each ten megabytes.
struct DownloadProgress {
    private var told: Int64 = 0
    private static let piece: Int64 = 10_000_000

    /// - Parameter event: a line of `slipway-registry fetch`.
    /// - Returns: nil for one that says nothing new.
    mutating func words(for event: JSON) -> String? {
        guard event["event"]?.string == "progress", let completed = event["completed"]?.integer, completed >= 0,
            let total = event["total"]?.integer
        else { return nil }
        let reached = total > 0 ? Int64(Double(completed) / Double(total) * 10) : completed / Self.piece
        guard reached > told else { return nil }
        told = reached
        let whole = total > 0 ? " of \(ByteCount.text(total))" : ""
        return "\(ByteCount.text(completed))\(whole) fetched"
    }
}
