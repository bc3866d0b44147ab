import LessonFormat

/// Checks of files: what they are, not how they were typed.
enum FileJudge {
    static func folder(_ path: String, _ evidence: Evidence) -> Verdict {
        let name = path == "." ? "The project's folder" : path
        switch evidence.files[path] {
        case nil: return .waiting("\(name) has not been looked at yet.")
        case .folder: return .passed(found: "\(name) is there")
        case .missing:
            return .failed(.init(found: "nothing there", expected: "a folder", advice: "Make it with mkdir."))
        case .file, .large, .unreadable:
            return .failed(.init(found: "a file", expected: "a folder", advice: "Move the file away, then mkdir."))
        }
    }

    static func judge(
        _ path: String, _ expectation: FileExpectation, _ evidence: Evidence, _ solution: [String: [UInt8]]
    ) -> Verdict {
        if case .large? = evidence.files[path], expectation == .exists { return .passed(found: "\(path) is there") }
        switch read(path, evidence) {
        case .failure(let verdict): return verdict
        case .success(let bytes): return judge(path, text(bytes), expectation, solution)
        }
    }

    /// The text as it is meant: without a byte order mark, lines ended by a newline alone.
    private static func text(_ bytes: [UInt8]) -> String {
        var text = String(decoding: bytes, as: UTF8.self)
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        return text.replacing("\r\n", with: "\n")
    }

    enum Reading {
        case success([UInt8])
        case failure(Verdict)
    }

    /// A file's bytes, or the verdict where there is no such file.
    static func read(_ path: String, _ evidence: Evidence) -> Reading {
        switch evidence.files[path] {
        case nil: return .failure(.waiting("\(path) has not been looked at yet."))
        case .file(let bytes): return .success(bytes)
        case .missing:
            return .failure(
                .failed(.init(found: "no \(path)", expected: "a file \(path)", advice: "Write \(path) and save it.")))
        case .folder:
            return .failure(
                .failed(
                    .init(
                        found: "a folder called \(path)", expected: "a file",
                        advice: "Remove the folder: rmdir \(path)")))
        case .large(let limit):
            return .failure(
                .failed(
                    .init(
                        found: "\(path) is larger than \(limit >> 10) KiB",
                        expected: "a file that can be looked through",
                        advice: "Make \(path) smaller.")))
        case .unreadable(let reason):
            return .failure(
                .failed(
                    .init(
                        found: "\(path) cannot be read: \(reason)", expected: "a file that you can read",
                        advice: "See what it is: ls -l \(path)")))
        }
    }

    private static func judge(
        _ path: String, _ text: String, _ expectation: FileExpectation, _ solution: [String: [UInt8]]
    ) -> Verdict {
        let wanted = String(decoding: solution[path] ?? [], as: UTF8.self)
        let mending = FileMending(path: path, own: lines(text), wanted: lines(wanted))
        switch expectation {
        case .exists: return .passed(found: "\(path) is there")
        case .contains(let part):
            if text.contains(part) || lines(text).joined(separator: "\n").contains(part) { return .passed(found: part) }
            let found = nearest(to: part, in: text, path)
            if let mend = mending.mend(bringing: { $0.contains(part) }) {
                return .failed(.init(found: found, expected: part, mend: mend))
            }
            return .failed(.init(found: found, expected: part, advice: "Look for a slip in \(path)."))
        case .lacks(let part):
            guard let number = lines(text).firstIndex(where: { $0.contains(part) }) else {
                return .passed(found: "no \(part) in \(path)")
            }
            return .failed(
                .init(
                    found: "line \(number + 1): \(lines(text)[number])", expected: "no \(part) in \(path)",
                    mend: Mend(path, .remove(number + 1...number + 1))))
        case .matches(let pattern): return matches(path, text, pattern, mending)
        case .meansSolution: return means(path, text, wanted, mending)
        case .equalsSolution: return compare(path, mending)
        }
    }

    private static func matches(
        _ path: String, _ text: String, _ pattern: String, _ mending: FileMending
    ) -> Verdict {
        do {
            if let match = try TextJudge.match(of: pattern, in: text) {
                return .passed(found: TextJudge.shortened(String(match)))
            }
        } catch {
            return TextJudge.tooMuch(path, expected: "text like \(pattern)")
        }
        let mend = mending.mend { ((try? TextJudge.match(of: pattern, in: $0)) ?? nil) != nil }
        if let mend { return .failed(.init(found: summary(text, path), expected: "text like \(pattern)", mend: mend)) }
        return .failed(
            .init(found: summary(text, path), expected: "text like \(pattern)", advice: "Look for a slip in \(path)."))
    }

    /// Line by line, without white space at line ends and blank lines at the end of the file.
    private static func compare(_ path: String, _ mending: FileMending) -> Verdict {
        let (found, expected) = (mending.own, mending.wanted)
        guard found != expected else { return .passed(found: "\(found.count) lines, as in the lesson") }
        let index = zip(found, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        let line = index ?? min(found.count, expected.count)
        func shown(_ lines: [String]) -> String {
            guard lines.indices.contains(line) else { return "line \(line + 1): nothing" }
            return "line \(line + 1): \(lines[line].isEmpty ? "a blank line" : lines[line])"
        }
        return .failed(
            .init(found: shown(found), expected: shown(expected), mend: mending.mend(line: line, in: line)))
    }

    private static func means(_ path: String, _ text: String, _ wanted: String, _ mending: FileMending) -> Verdict {
        let own = PythonText(text)
        guard let other = own.difference(from: PythonText(wanted)) else {
            return .passed(found: "\(path) does what the lesson's does")
        }
        func shown(_ line: PythonText.Line?, in text: String) -> String? {
            guard let line else { return nil }
            return "line \(line.number): \(lines(text)[line.number - 1])"
        }
        return .failed(
            .init(
                found: shown(other.found, in: text) ?? "\(path) ends before that",
                expected: shown(other.wanted, in: wanted) ?? "no more lines",
                mend: mending.mend(
                    line: (other.found?.number ?? mending.own.count + 1) - 1,
                    in: (other.wanted?.number ?? mending.wanted.count + 1) - 1,
                    indentation: other.wanted.flatMap { own.indentation(ofDepth: $0.depth, in: mending.own) })))
    }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { line in
            String(line.reversed().drop { $0.isWhitespace }.reversed())
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// The line that has most words in common with what is wanted.
    private static func nearest(to part: String, in text: String, _ path: String) -> String {
        let wanted = Set(part.split { !$0.isLetter && !$0.isNumber })
        let ranked = lines(text).enumerated().map { number, line in
            (number, line, wanted.intersection(line.split { !$0.isLetter && !$0.isNumber }).count)
        }
        guard let best = ranked.max(by: { $0.2 < $1.2 }), best.2 > 0 else { return summary(text, path) }
        return "line \(best.0 + 1): \(best.1)"
    }

    private static func summary(_ text: String, _ path: String) -> String {
        switch lines(text) {
        case let lines where lines.isEmpty: "\(path) is empty"
        case let lines where lines.count == 1: "\(path) says: \(lines[0])"
        case let lines: "nothing like it in the \(lines.count) lines of \(path)"
        }
    }
}
