/// An answer to a step that somebody may give: a wrong one, which its checks must not pass, or an unusual right one, which
/// they must.
public struct Trial: Equatable, Sendable {
    public enum Outcome: Equatable, Sendable {
        case passes
        /// At least one check does not pass; the check of that title where one is named.
        case fails(check: String?)
    }

    public var outcome: Outcome
    public var name: String
    /// Files in the place of the solution's; nil removes one.
    public var files: [String: [UInt8]?]
    /// What is done in place of the step's solution; nil for that, with these files.
    public var actions: [LessonAction]?
    /// Where it is written, for messages.
    public var file: String
}

/// `trials/NN-name.yaml`, beside the step `steps/NN-name.md`.
struct TrialReader {
    /// Path below `Lessons/`.
    let file: String

    func trials(_ text: String) throws(LessonDiagnostic) -> [Trial] {
        let root = try YAMLPlace(file: file).parse(text)
        let mapping = try root.mapping("trials", keys: ["wrong", "right"])
        var trials: [Trial] = []
        for (key, isRight) in [("wrong", false), ("right", true)] {
            for item in try mapping[key]?.list(key) ?? [] { trials.append(try trial(item, isRight: isRight)) }
        }
        return trials
    }

    private func trial(_ item: YAMLValue, isRight: Bool) throws(LessonDiagnostic) -> Trial {
        let mapping = try item.mapping("a trial", keys: ["name", "fails", "files", "solution"])
        let fails = try mapping.optionalText("fails")
        if isRight, fails != nil { throw item.diagnostic("a right answer fails no check") }
        var files: [String: [UInt8]?] = [:]
        if let value = mapping["files"] {
            for (path, content) in try value.mapping("files", keys: nil).values {
                let text = try content.text("a file")
                files.updateValue(text == "-" ? nil : Array(text.utf8), forKey: path)
            }
        }
        var actions: [LessonAction]?
        if let value = mapping["solution"] {
            var found: [LessonAction] = []
            for entry in try value.list("solution") { found.append(try StepReader.action(entry)) }
            actions = found
        }
        return Trial(
            outcome: isRight ? .passes : .fails(check: fails), name: try mapping.text("name"), files: files,
            actions: actions, file: file)
    }
}
