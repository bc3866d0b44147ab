/// Words that describe how a line of a text changed.
enum LineWords {
    /// The change as `line 2: old → new`. A nil text means that the line is missing on that side.
    static func difference(_ line: Int, _ old: String?, _ new: String?) -> String {
        switch (old, new) {
        case (let old?, let new?): "line \(line): \(change(old, new))"
        case (nil, let new?): "line \(line) is new: \(shown(new))"
        case (let old?, nil): "line \(line) is gone: \(shown(old))"
        case (nil, nil): "line \(line)"
        }
    }

    /// A line without its indentation, shortened to 60 characters.
    static func shown(_ line: String) -> String {
        let text = trimmed(line)
        if text.isEmpty { return "empty" }
        return text.count > 60 ? text.prefix(59) + "…" : String(text)
    }

    /// The old and the new line. Where they differ only in blanks, which trimming would hide, the words say so.
    private static func change(_ old: String, _ new: String) -> String {
        if old == new { return "only the newline at its end" }
        guard trimmed(old) == trimmed(new) else { return excerpts(old, new) }
        return old.hasSuffix("\r") == new.hasSuffix("\r")
            ? "only spaces" : "its end is \(end(new)) now, it was \(end(old))"
    }

    /// Both lines; of long lines that begin alike, only the part around the difference.
    private static func excerpts(_ old: String, _ new: String) -> String {
        let (before, after) = (Array(trimmed(old)), Array(trimmed(new)))
        let common = zip(before, after).prefix { $0 == $1 }.count
        guard common > 40 else { return "\(shown(old)) → \(shown(new))" }
        let start = common - 20
        return "…\(shown(String(before[start...]))) → …\(shown(String(after[start...])))"
    }

    private static func end(_ line: String) -> String { line.hasSuffix("\r") ? "CRLF" : "LF" }

    private static func trimmed(_ line: String) -> Substring {
        let visible = line.drop { $0 == " " || $0 == "\t" }
        return visible.lastIndex { $0 != " " && $0 != "\t" && $0 != "\r" }.map { visible[...$0] } ?? ""
    }
}
