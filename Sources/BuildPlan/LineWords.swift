/// The words for a line of a text that is not as it was.
enum LineWords {
    /// `line 2: old → new`; nil text means that the line is missing there.
    static func difference(_ line: Int, _ old: String?, _ new: String?) -> String {
        switch (old, new) {
        case (let old?, let new?): "line \(line): \(change(old, new))"
        case (nil, let new?): "line \(line) is new: \(shown(new))"
        case (let old?, nil): "line \(line) is gone: \(shown(old))"
        case (nil, nil): "line \(line)"
        }
    }

    /// A line as one glance takes it in: no indentation, no more than 60 characters.
    static func shown(_ line: String) -> String {
        let text = trimmed(line)
        if text.isEmpty { return "empty" }
        return text.count > 60 ? text.prefix(59) + "…" : String(text)
    }

    /// What trimming would hide is said instead.
    private static func change(_ old: String, _ new: String) -> String {
        if old == new { return "only the newline at its end" }
        guard trimmed(old) == trimmed(new) else { return excerpts(old, new) }
        return old.hasSuffix("\r") == new.hasSuffix("\r")
            ? "only spaces" : "its end is \(end(new)) now, it was \(end(old))"
    }

    /// The two lines; of long ones that start alike, the part around the difference.
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
