extension LogicalLineReader {
    /// Skips behind a line that holds only a name; where that line begins, or nil, and nothing skipped, where there is
    /// none.
    mutating func skip(toLine name: [UInt8], behindTabs: Bool) -> Int? {
        guard mayHold(name) else { return nil }
        let before = self
        while let line = read() {
            if source.bytes[behindTabs ? withoutTabs(line.bounds) : line.bounds].elementsEqual(name) {
                return line.start
            }
        }
        self = before
        indexLines()
        return nil
    }

    /// Skips lines up to one that begins with an instruction in capitals: what is written in a heredoc that never ends
    /// is not an error of its own.
    mutating func skipToInstruction() {
        var ahead = self
        while let line = ahead.read() {
            let word = source.bytes[indented(line)].prefix { !$0.isBlank }
            if Keyword(rawValue: String(decoding: word, as: UTF8.self)) != nil { return }
            self = ahead
        }
    }

    private func withoutTabs(_ bounds: Range<Int>) -> Range<Int> {
        (bounds.lowerBound + source.bytes[bounds].prefix { $0 == .tab }.count)..<bounds.upperBound
    }

    /// Whether a line that holds only a name may follow: unknown until one was not found, so that many heredocs without
    /// an end do not each read the whole file.
    private func mayHold(_ name: [UInt8]) -> Bool {
        guard let lastLines else { return true }
        return (lastLines[name] ?? 0) >= next
    }

    /// Notes the last line of every text, without the tabs ahead of it.
    private mutating func indexLines() {
        guard lastLines == nil else { return }
        var lines: [[UInt8]: Int] = [:]
        for number in 1...source.lineCount {
            lines[Array(source.bytes[withoutTabs(source.lineBounds(number))])] = number
        }
        lastLines = lines
    }
}
