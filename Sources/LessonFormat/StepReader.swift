internal import Faults

/// One `steps/NN-name.md`: YAML front matter, then Markdown.
struct StepReader {
    /// Path below `Lessons/`, and the file's name without number and ending.
    let file: String
    let id: String
    /// Files of `solution/ID/`.
    let files: [String: [UInt8]]
    /// Answers to the step that its checks are tried with.
    let trials: [Trial]

    private static let keys = ["title", "goal", "opens", "checks", "hints", "solution", "predict", "notes", "minutes"]

    func step(_ text: String) throws(TextFault) -> Step {
        let (matter, body) = try split(text)
        let root = try YAMLPlace(file: file, lineOffset: 1).parse(matter)
        let mapping = try root.mapping("a step", keys: Self.keys)
        let solution = try solution(mapping)
        return Step(
            id: id, title: try mapping.text("title"), goal: try mapping.text("goal"),
            opens: try mapping.optionalText("opens"), body: try markdown(body, below: text),
            checks: try checks(mapping), hints: try mapping.texts("hints"), solution: solution.actions,
            beginnings: solution.beginnings, predict: try prediction(mapping),
            notes: try mapping.optionalText("notes"), minutes: try minutes(mapping), files: files, trials: trials,
            file: file)
    }

    /// All that cannot be used, part by part; nothing where the step can be read.
    func faults(_ text: String) -> [TextFault] {
        let (root, mapping, body): (YAMLValue, YAMLMapping, String)
        do throws(TextFault) {
            let parts = try split(text)
            body = parts.body
            root = try YAMLPlace(file: file, lineOffset: 1).parse(parts.matter)
            mapping = try root.mapping("a step", keys: nil)
        } catch {
            return [error]
        }
        let parts = Part.allCases.compactMap { fault(of: $0, mapping, body, text) }
        return unknownKeys(root) + parts + CheckReader.faults(mapping, step: id)
    }

    /// The first key that a step does not have.
    private func unknownKeys(_ root: YAMLValue) -> [TextFault] {
        do throws(TextFault) {
            _ = try root.mapping("a step", keys: Self.keys)
            return []
        } catch {
            return [error]
        }
    }

    /// What is read of a step, beside its checks.
    private enum Part: CaseIterable {
        case title, goal, opens, hints, solution, prediction, notes, minutes, body
    }

    private func fault(
        of part: Part, _ mapping: YAMLMapping, _ body: String, _ text: String
    ) -> TextFault? {
        do throws(TextFault) {
            switch part {
            case .title: _ = try mapping.text("title")
            case .goal: _ = try mapping.text("goal")
            case .opens: _ = try mapping.optionalText("opens")
            case .hints: _ = try mapping.texts("hints")
            case .solution: _ = try solution(mapping)
            case .prediction: _ = try prediction(mapping)
            case .notes: _ = try mapping.optionalText("notes")
            case .minutes: _ = try minutes(mapping)
            case .body: _ = try markdown(body, below: text)
            }
            return nil
        } catch {
            return error
        }
    }

    private func split(_ text: String) throws(TextFault) -> (matter: String, body: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
            throw TextFault(
                file: file, line: 1, column: 1, message: "a step begins with a line ---, its YAML, and another line ---"
            )
        }
        let body = lines[(end + 1)...].joined(separator: "\n")
        return (lines[1..<end].joined(separator: "\n"), body)
    }

    private func markdown(_ body: String, below text: String) throws(TextFault) -> [MarkdownBlock] {
        do throws(MarkdownFault) {
            return try MarkdownParser.parse(body)
        } catch {
            let above = text.line(ofByte: text.utf8.count - body.utf8.count) - 1
            throw TextFault(file: file, line: above + error.line, column: 1, message: error.message)
        }
    }

    private func checks(_ mapping: YAMLMapping) throws(TextFault) -> [Check] {
        guard let value = mapping["checks"] else { return [] }
        return try CheckReader.checks(value, step: id)
    }

    private func prediction(_ mapping: YAMLMapping) throws(TextFault) -> Prediction? {
        guard let value = mapping["predict"] else { return nil }
        let inner = try value.mapping("predict", keys: ["question", "instructions"])
        return Prediction(question: try inner.text("question"), instructions: try inner.texts("instructions"))
    }

    private func minutes(_ mapping: YAMLMapping) throws(TextFault) -> Double? {
        guard let value = mapping["minutes"] else { return nil }
        let text = try value.text("minutes")
        guard let minutes = Double(text), minutes > 0, minutes < 600 else {
            throw value.diagnostic("minutes is a number such as 3 or 1.5, not \(text)")
        }
        return minutes
    }

    private typealias Solution = (actions: [LessonAction], beginnings: [Int: String])

    private func solution(_ mapping: YAMLMapping) throws(TextFault) -> Solution {
        guard let value = mapping["solution"] else { return ([], [:]) }
        var actions: [LessonAction] = []
        var beginnings: [Int: String] = [:]
        for item in try value.list("solution") {
            let (action, beginning) = try ActionReader.performed(item)
            beginnings[actions.count] = beginning
            actions.append(action)
        }
        return (actions, beginnings)
    }
}
