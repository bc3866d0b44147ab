/// A lesson's text as its author wrote it, wherever the file has been since.
enum PlainText {
    /// Without a byte order mark, and with the line ends of Linux: editors of Windows leave both.
    static func of(_ bytes: some Collection<UInt8>) -> String {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        guard text.contains(UInt8(ascii: "\r")) else { return String(decoding: text, as: UTF8.self) }
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        for byte in text {
            if byte == UInt8(ascii: "\n"), plain.last == UInt8(ascii: "\r") { plain.removeLast() }
            plain.append(byte)
        }
        return String(decoding: plain, as: UTF8.self)
    }
}

extension LessonFiles {
    /// The Markdown of a step, by its path below the lesson's folder, as it is written.
    public func markdown(ofStep path: String) -> String {
        let lines = PlainText.of(content[path] ?? []).split(separator: "\n", omittingEmptySubsequences: false)
        let end = lines.dropFirst().firstIndex(of: "---") ?? lines.startIndex
        return lines.dropFirst(end + 1).joined(separator: "\n")
    }
}
