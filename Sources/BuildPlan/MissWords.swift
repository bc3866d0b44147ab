/// The plain sentences for a cache miss; every view of a build takes them from here.
public struct MissWords: Sendable {
    /// What the sentences call step n of the build: `step 3`.
    private var stepName: @Sendable (StepID) -> String

    /// Names steps by their number within their stage, as the log does; with several stages, by stage and number.
    public init(outline: BuildOutline) {
        let isSingle = outline.stages.count <= 1
        var names: [StepID: String] = [:]
        for step in outline.steps {
            let stage = outline.stages.first { $0.index == step.stage }?.name ?? "stage \(step.stage)"
            names[step.id] = isSingle ? "step \(step.ordinal)" : "step \(step.ordinal) of \(stage)"
        }
        stepName = { [names] id in names[id] ?? "step \(id.index + 1)" }
    }

    /// The whole line: the instruction, then why it ran. The only file of an instruction is not named twice.
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
        case .instructionRemoved(let old):
            return "an instruction above it is gone (\(old))"
        case .orderChanged(let other):
            return "the order changed: it stood below \(other) before"
        case .filesChanged(let changes):
            return Self.files(changes)
        case .baseImageChanged(let reference, let old, let new):
            return "the base image \(reference) is another one now (\(Self.short(old)) → \(Self.short(new)))"
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
        return oldKeyword == newKeyword
            ? "the instruction changed (\(old) → \(new))" : "another instruction stood here before (\(old))"
    }

    private static func files(_ changes: [FileChange]) -> String {
        guard let first = changes.first else { return "its files changed" }
        let others = changes.count - 1
        guard others > 0 else { return file(first) }
        return "\(file(first)), and \(others) other file\(others == 1 ? "" : "s") changed"
    }

    private static func file(_ change: FileChange) -> String {
        let path = change.path
        switch change.kind {
        case .added: return "\(path) is new"
        case .removed: return "\(path) is gone"
        case .renamed(let from): return "\(from) was renamed to \(path)"
        case .text(let line, let old?, let new?): return "\(path) changed (line \(line): \(trim(old)) → \(trim(new)))"
        case .text(let line, nil, let new?): return "\(path) changed (line \(line) is new: \(trim(new)))"
        case .text(let line, let old?, nil): return "\(path) changed (line \(line) is gone: \(trim(old)))"
        case .text(let line, nil, nil): return "\(path) changed (line \(line))"
        case .content: return "\(path) changed"
        case .mode(let old, let new): return "mode of \(path) changed \(octal(old)) → \(octal(new))"
        case .owner(let old, let new): return "owner of \(path) changed \(old) → \(new)"
        case .type(let old, let new): return "\(path) was a \(old) and is a \(new)"
        case .linkTarget(let old, let new): return "\(path) points elsewhere (\(old) → \(new))"
        case .extendedAttributes: return "the extended attributes of \(path) changed"
        }
    }

    private static func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func value(_ value: String?) -> String { value.map(quoted) ?? "not set" }

    private static func quoted(_ text: String) -> String { text.isEmpty ? "empty" : trim(text) }

    /// A line of a file as one glance takes it in: no indentation, no more than 60 characters.
    private static func trim(_ line: String) -> String {
        let visible = line.drop { $0 == " " || $0 == "\t" }
        let end = visible.lastIndex { $0 != " " && $0 != "\t" && $0 != "\r" }
        let text = end.map { visible[...$0] } ?? ""
        return text.count > 60 ? text.prefix(59) + "…" : String(text)
    }

    /// A digest as Docker shows it: twelve characters, without its algorithm.
    private static func short(_ digest: String) -> String {
        String(digest.split(separator: ":").last?.prefix(12) ?? "")
    }
}
