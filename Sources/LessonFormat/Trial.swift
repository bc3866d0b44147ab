internal import Faults

/// An answer to a step that somebody may give: a wrong one, which its checks must not pass, or an unusual right one, which
/// they must.
public struct Trial: Equatable, Sendable {
    /// What the step's checks must say of the answer.
    public enum Outcome: Equatable, Sendable {
        case passes
        /// These checks, by their titles, do not pass; at least one where none is named.
        case fails(checks: [String])
    }

    /// A text in a file of the solution, and what stands in its place.
    public struct Edit: Equatable, Sendable {
        public var path: String
        public var old: String
        public var new: String
    }

    public var outcome: Outcome
    public var name: String
    /// Files in the place of the solution's; nil removes one.
    public var files: [String: [UInt8]?]
    /// Changes of the solution's files, in their order.
    public var edits: [Edit]
    /// What is done in place of the step's solution; nil for that, with these files.
    public var actions: [LessonAction]?
    /// Where it is written, for messages.
    public var file: String

    /// The files that the answer has in the place of the solution's; nil removes one.
    /// - Parameter solution: the workspace's files as they should be after the step.
    public func files(over solution: [String: [UInt8]]) -> [String: [UInt8]?] {
        var files = files
        for edit in edits {
            let bytes = files[edit.path] ?? solution[edit.path]
            let text = String(decoding: bytes ?? [], as: UTF8.self)
            files.updateValue(Array(text.replacing(edit.old, with: edit.new).utf8), forKey: edit.path)
        }
        return files
    }
}

/// `trials/NN-name.yaml`, beside the step `steps/NN-name.md`.
struct TrialReader {
    /// Path below `Lessons/`.
    let file: String

    func trials(_ text: String) throws(TextFault) -> [Trial] {
        let root = try YAMLPlace(file: file).parse(text)
        let mapping = try root.mapping("trials", keys: ["wrong", "right"])
        var trials: [Trial] = []
        for (key, isRight) in [("wrong", false), ("right", true)] {
            for item in try mapping[key]?.list(key) ?? [] { trials.append(try trial(item, isRight: isRight)) }
        }
        return trials
    }

    private func trial(_ item: YAMLValue, isRight: Bool) throws(TextFault) -> Trial {
        let mapping = try item.mapping("a trial", keys: ["name", "fails", "files", "replace", "solution"])
        if isRight, mapping["fails"] != nil { throw item.diagnostic("a right answer fails no check") }
        return Trial(
            outcome: isRight ? .passes : .fails(checks: try titles(mapping)), name: try mapping.text("name"),
            files: try files(mapping), edits: try edits(mapping), actions: try actions(mapping), file: file)
    }

    /// One title, or a list of them.
    private func titles(_ mapping: YAMLMapping) throws(TextFault) -> [String] {
        guard let value = mapping["fails"] else { return [] }
        if value.isList { return try mapping.texts("fails") }
        return [try value.text("fails")]
    }

    private func files(_ mapping: YAMLMapping) throws(TextFault) -> [String: [UInt8]?] {
        var files: [String: [UInt8]?] = [:]
        for (path, content) in try mapping["files"]?.mapping("files", keys: nil).values ?? [:] {
            let text = try content.text("a file")
            files.updateValue(text == "-" ? nil : Array(text.utf8), forKey: path)
        }
        return files
    }

    private func edits(_ mapping: YAMLMapping) throws(TextFault) -> [Trial.Edit] {
        var edits: [Trial.Edit] = []
        for (path, content) in try mapping["replace"]?.mapping("replace", keys: nil).values ?? [:] {
            for (old, new) in try content.mapping("the changes of a file", keys: nil).values {
                edits.append(Trial.Edit(path: path, old: old, new: try new.text("a text")))
            }
        }
        return edits.sorted { ($0.path, $0.old) < ($1.path, $1.old) }
    }

    private func actions(_ mapping: YAMLMapping) throws(TextFault) -> [LessonAction]? {
        guard let value = mapping["solution"] else { return nil }
        var actions: [LessonAction] = []
        for entry in try value.list("solution") { actions.append(try ActionReader.action(entry)) }
        return actions
    }
}
