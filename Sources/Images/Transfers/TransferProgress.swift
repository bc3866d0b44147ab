internal import Formats
internal import Glibc
internal import ImageFormat
internal import Printing

/// What a pull or a push says while it runs: docker's lines, and on a terminal one more that moves.
struct TransferProgress {
    let isQuiet: Bool
    private let isTerminal = isatty(STDOUT_FILENO) == 1
    private var total: Int64 = 0
    private var completed: [String: Int64] = [:]
    private var done: Set<String> = []
    /// The digest of the manifest, when all is there.
    private(set) var digest: String?

    init(isQuiet: Bool) { self.isQuiet = isQuiet }

    mutating func take(_ event: JSON) {
        let blob = event["digest"]?.string ?? ""
        switch event["event"]?.string {
        case "resolved": total = event["bytes"]?.integer ?? 0
        case "blob": received(blob, event["completed"]?.integer ?? 0, of: event["total"]?.integer ?? 0)
        case "known": say(blob, "Already exists")
        case "present": say(blob, "Layer already exists")
        case "uploaded": say(blob, "Pushed")
        case "mounted": say(blob, "Mounted from \(event["from"]?.string ?? "another repository")")
        case "finished":
            clear()
            digest = blob
        default: break
        }
    }

    private mutating func received(_ blob: String, _ count: Int64, of size: Int64) {
        completed[blob] = count
        if count == size, done.insert(blob).inserted { say(blob, "Download complete") }
        guard isTerminal, !isQuiet else { return }
        let sum = completed.values.reduce(Int64(0)) { $0.addingReportingOverflow($1).partialValue }
        show("\u{1b}[2K\rDownloading  \(ByteCount.text(sum)) of \(ByteCount.text(total))")
    }

    private func say(_ blob: String, _ words: String) {
        guard !isQuiet else { return }
        clear()
        show("\(blob.split(separator: ":").last?.prefix(12) ?? ""): \(words)\n")
    }

    /// Takes the moving line away.
    private func clear() {
        if isTerminal, !isQuiet { show("\u{1b}[2K\r") }
    }

    private func show(_ text: PrintableText) {
        StandardStream.output.write(text)
    }
}
