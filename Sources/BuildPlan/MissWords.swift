/// The plain sentences for a cache miss; every view of a build takes them from here.
public struct MissWords: Sendable {
    /// The name of step n of the build in the sentences: `step 3`.
    private var stepName: @Sendable (StepID) -> String

    /// Names steps by their number within their stage, as the log does; with several stages, by stage and number.
    public init(outline: BuildOutline) {
        let isSingle = outline.stages.count <= 1
        var names: [StepID: String] = [:]
        for step in outline.steps {
            let stage = outline.stages.first { $0.index == step.stage }?.name ?? "stage \(step.stage)"
            names[step.id] = isSingle ? "step \(step.ordinal)" : "step \(step.ordinal) of \(stage)"
        }
        stepName = { [names] id in names[id] ?? "step \(id.number)" }
    }

    /// The whole line: the instruction, then why it ran. The file of an instruction with only one is not repeated.
    public func line(for text: String, _ cause: MissCause) -> String {
        if case .filesChanged(let changes) = cause, changes.count == 1, let only = changes.first,
            case .mode(let old, let new) = only.kind,
            text.split(separator: " ").contains(only.path[...])
        {
            return "\(text): mode changed \(Self.octal(old)) → \(Self.octal(new))"
        }
        return "\(text): \(reason(cause))"
    }

    /// Why a step ran, without the instruction: `requirements.txt changed (line 1: flask==2.3.2 → flask==2.3.3)`.
    public func reason(_ cause: MissCause) -> String {
        switch cause {
        case .neverBuilt:
            return "not built before"
        case .instructionChanged(let old, let new):
            return Self.instruction(old: old, new: new)
        case .instructionAdded:
            return "this instruction is new"
        case .instructionRemoved(let old):
            return "an instruction above it is gone (\(old))"
        case .orderChanged(let other):
            return "the order changed: it stood below \(other) before"
        case .filesChanged(let changes):
            return Self.files(changes)
        case .baseImageChanged(let reference, let old, let new):
            return Self.base(reference, old: old, new: new)
        case .argumentChanged(let name, let old, let new):
            return "the build argument \(name) changed (\(Self.value(old)) → \(Self.value(new)))"
        case .followsFrom(let step):
            return "runs again because \(stepName(step)) changed"
        case .cacheDisabled:
            return "the cache is switched off for this build"
        case .layerLost:
            return "its layer is no longer in the store"
        }
    }

    private static func instruction(old: String, new: String) -> String {
        let oldKeyword = old.prefix { $0 != " " }
        let newKeyword = new.prefix { $0 != " " }
        guard oldKeyword == newKeyword else { return "another instruction stood here before (\(firstLine(old)))" }
        // An instruction with a heredoc has many lines, so only the line that changed is shown.
        if old.contains("\n") || new.contains("\n"),
            let found = FirstDifference(old: Array(old.utf8), new: Array(new.utf8))
        {
            return "the instruction changed (\(LineWords.difference(found.line, found.old, found.new)))"
        }
        return "the instruction changed (\(old) → \(new))"
    }

    private static func firstLine(_ text: String) -> Substring { text.prefix { $0 != "\n" } }

    /// The names of the first changed files. Files in a folder that was added or removed are not listed beside it.
    private static func files(_ changes: [FileChange]) -> String {
        var told: [FileChange] = []
        for change in changes {
            if let last = told.last, last.kind == change.kind, change.path.hasPrefix(last.path + "/") { continue }
            told.append(change)
        }
        guard let first = told.first else { return "its files changed" }
        guard told.count > 3 else { return told.map(file).joined(separator: "; ") }
        return "\(file(first)), and \(told.count - 1) other files changed"
    }

    private static func file(_ change: FileChange) -> String {
        let path = change.path
        switch change.kind {
        case .added: return "\(path) is new"
        case .removed: return "\(path) is gone"
        case .renamed(let from): return "\(from) was renamed to \(path)"
        case .text(let line, let old, let new): return "\(path) changed (\(LineWords.difference(line, old, new)))"
        case .content: return "\(path) changed"
        case .mode(let old, let new): return "mode of \(path) changed \(octal(old)) → \(octal(new))"
        case .owner(let old, let new): return "owner of \(path) changed \(old) → \(new)"
        case .type(let old, let new): return "\(path) was a \(old) and is a \(new)"
        case .linkTarget(let old, let new): return "\(path) points elsewhere (\(old) → \(new))"
        case .extendedAttributes: return "the extended attributes of \(path) changed"
        }
    }

    /// The change of a base image: from one image ID to another, or from one reference to another.
    private static func base(_ reference: String, old: String, new: String) -> String {
        guard old.hasPrefix("sha256:"), new.hasPrefix("sha256:") else {
            return "FROM names another base now (\(old) → \(new))"
        }
        return "the base image \(reference) is another one now (\(short(old)) → \(short(new)))"
    }

    private static func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func value(_ value: String?) -> String { value.map(LineWords.shown) ?? "not set" }

    /// A digest as Docker shows it: twelve characters, without its algorithm.
    private static func short(_ digest: String) -> String {
        String(digest.split(separator: ":").last?.prefix(12) ?? "")
    }
}
