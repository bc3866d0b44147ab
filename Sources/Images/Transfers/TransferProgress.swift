internal import Formats
internal import Glibc
internal import ImageFormat
internal import Printing

/// Prints the progress of a pull or a push: docker's lines, and on a terminal one more line that is redrawn.
struct TransferProgress {
    let isQuiet: Bool
    private let isTerminal = isatty(STDOUT_FILENO) == 1
    private var total: Int64 = 0
    private var completed: [String: Int64] = [:]
    private var done: Set<String> = []
    /// The blobs that the registry has asked for before it accepts the rest of a push.
    private(set) var absent: Set<Digest> = []
    /// The digest of the manifest after the transfer; nil before.
    private(set) var digest: String?

    init(isQuiet: Bool) { self.isQuiet = isQuiet }

    mutating func take(_ event: JSON) {
        let blob = event["digest"]?.string ?? ""
        switch event["event"]?.string {
        case "resolved": total = event["bytes"]?.integer ?? 0
        case "blob": received(blob, event["completed"]?.integer ?? 0, of: event["total"]?.integer ?? 0)
        case "known": say(blob, "Already exists")
        case "present": sayOnce(blob, "Layer already exists")
        case "uploaded": sayOnce(blob, "Pushed")
        case "mounted": sayOnce(blob, "Mounted from \(event["from"]?.string ?? "another repository")")
        case "absent": if let digest = Digest(blob) { absent.insert(digest) }
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

    /// Returns the wanted blobs, and forgets them, because the caller sends them now.
    mutating func takeAbsent() -> Set<Digest> {
        defer { absent = [] }
        return absent
    }

    /// Prints a line for a blob unless one was printed before: a second attempt reports blobs of the first again.
    private mutating func sayOnce(_ blob: String, _ words: String) {
        if done.insert(blob).inserted { say(blob, words) }
    }

    private func say(_ blob: String, _ words: String) {
        guard !isQuiet else { return }
        clear()
        show("\(blob.split(separator: ":").last?.prefix(12) ?? ""): \(words)\n")
    }

    /// Removes the redrawn line.
    private func clear() {
        if isTerminal, !isQuiet { show("\u{1b}[2K\r") }
    }

    private func show(_ text: PrintableText) {
        StandardStream.output.write(text)
    }
}
