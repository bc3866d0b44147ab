internal import Faults

/// The faults of a step's texts that YAML and Markdown pass over in silence.
struct StepTextInspector {
    let lesson: Lesson
    let index: Int
    let text: LessonText

    private var step: Step { lesson.steps[index] }

    func findings() -> [TextFault] { cuts() + pictures() + mixedFolders() }

    // MARK: YAML

    /// Texts that end at ` #`, which begins a comment.
    private func cuts() -> [TextFault] {
        let lines = text.lines(of: step.file).prefix(text.linesAboveBody(of: step.file))
        return texts.compactMap { wanted in
            for (number, line) in lines.enumerated() {
                guard let range = line.firstRange(of: wanted), line[range.upperBound...].hasPrefix(" #") else {
                    continue
                }
                let column = line.distance(from: line.startIndex, to: range.upperBound) + 2
                return TextFault(
                    file: step.file, line: number + 1, column: column,
                    message: "the text ends here, because a blank and # begin a comment: put it between quotes, "
                        + "or two blanks in front of a comment that is meant")
            }
            return nil
        }
    }

    /// All texts of the front matter that a learner or a presenter reads.
    private var texts: [String] {
        let ofChecks = step.checks.flatMap { check in [check.title, check.advice, check.expected].compactMap(\.self) }
        return [step.title, step.goal] + step.hints + [step.predict?.question].compactMap(\.self) + ofChecks
    }

    // MARK: Markdown

    /// Pictures that are no files of the lesson.
    private func pictures() -> [TextFault] {
        let above = text.linesAboveBody(of: step.file)
        var isCode = false
        var findings: [TextFault] = []
        for (number, line) in text.lines(of: step.file).enumerated().dropFirst(above) {
            if line.hasPrefix("```") { isCode.toggle() }
            guard !isCode else { continue }
            for path in Self.pictures(in: line) where !isThere(path) {
                findings.append(
                    TextFault(
                        file: step.file, line: number + 1, column: 1,
                        message: "the picture \"\(path)\" is not a file of the lesson"))
            }
        }
        return findings
    }

    private func isThere(_ path: String) -> Bool {
        path.hasPrefix("https://") || path.hasPrefix("http://") || text.files.content[path] != nil
    }

    /// Where the pictures of a line lead: `![text](path "title")`.
    private static func pictures(in line: Substring) -> [String] {
        var (rest, found): (Substring, [String]) = (line, [])
        while let start = rest.firstRange(of: "![") {
            rest = rest[start.upperBound...]
            guard let open = rest.firstRange(of: "]("), let end = rest[open.upperBound...].firstIndex(of: ")") else {
                return found
            }
            let path = rest[open.upperBound..<end].split(separator: " ").first.map(String.init) ?? ""
            found.append(path)
            rest = rest[end...]
        }
        return found
    }

    // MARK: Folders

    /// A folder of the workspace that has the name of a step: below `solution/` it would be taken for that step's files.
    private func mixedFolders() -> [TextFault] {
        let ids = Set(lesson.steps.map(\.id))
        let written = step.solution.compactMap { action -> String? in
            guard case .write(let path) = action, path.contains("/") else { return nil }
            return path.split(separator: "/").first.map(String.init)
        }
        return Set(written).intersection(ids).sorted().map { name in
            text.diagnostic(
                "the folder \(name) has the name of a step, so solution/\(name)/ is taken for that step's files: "
                    + "call one of the two otherwise", file: step.file, at: "write: \(name)/", "solution:")
        }
    }
}
