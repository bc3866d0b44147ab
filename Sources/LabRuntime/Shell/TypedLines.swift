internal import Glibc

/// The command lines that are entered in a presentation's shell. bash writes each of them, as its history has it, to a file
/// of the lab's before it runs; of other shells nothing is known.
struct TypedLines {
    private let file: Int32
    /// The beginning of an entry that is not whole yet.
    private var rest: [UInt8] = []
    /// The number of the last entry: a line that the history does not take shows the one before once more.
    private var last: Int?

    /// Characters of a line at most, and bytes of an entry.
    private static let longestLine = 2000
    private static let longestEntry = 1 << 16

    /// - Parameter path: of a file that is emptied, or made for this user alone. Nil where that cannot be done.
    init?(at path: String) {
        file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return nil }
    }

    /// What bash has to do for it, in its start file. The shell has a history of its own: the presenter's other work is
    /// not to be seen on a stage, nor is the stage's in that. A line that begins with a blank stays untold.
    static func bashScript(writingTo path: String) -> String {
        let quoted = "'\(path.replacing("'", with: "'\\''"))'"
        // PS0 is expanded between reading a command and performing it. It shows nothing.
        let entry = #"$(printf "%s\0" "$(HISTTIMEFORMAT= history 1)" >>"$SLIPWAY_TYPED")"#
        return """
            unset HISTFILE HISTIGNORE
            HISTCONTROL=ignorespace
            SLIPWAY_TYPED=\(quoted)
            PS0=${PS0-}'\(entry)'

            """
    }

    /// The lines since the last time.
    mutating func news() -> [String] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while rest.count <= Self.longestEntry {
            let count = read(file, &buffer, buffer.count)
            guard count > 0 else { break }
            rest += buffer[..<count]
        }
        var lines: [String] = []
        while let end = rest.firstIndex(of: 0) {
            if let line = line(of: rest[..<end]) { lines.append(line) }
            rest.removeFirst(end + 1)
        }
        if rest.count > Self.longestEntry { rest = [] }
        return lines
    }

    /// The line of an entry, such as `   12  docker ps`; nil for one that was told before.
    private mutating func line(of entry: [UInt8].SubSequence) -> String? {
        let text = String(decoding: entry, as: UTF8.self).drop { $0 == " " }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), number != last else { return nil }
        last = number
        // Between the two stand a sign and a blank.
        var line = text.dropFirst(digits.count + 2).prefix(Self.longestLine)
        while line.last?.isWhitespace == true { line.removeLast() }
        return line.isEmpty ? nil : String(line)
    }

    /// Nothing is read any more.
    func close() { _ = Glibc.close(file) }
}
