internal import ImageFormat

/// Finds what changed between two lists of a step's input files.
struct FileComparison {
    /// Reads the earlier or the present content of a file; nil where it was not kept or is too large to show.
    typealias Reader = (FileInput) -> [UInt8]?

    var readOld: Reader
    var readNew: Reader

    /// How many files are compared line by line: a step with thousands of changes is explained by the first of them.
    private static let comparedTexts = 20

    /// The changes, sorted by path; empty when the lists agree in everything that belongs to a cache key.
    func changes(from old: [FileInput], to new: [FileInput]) -> [FileChange] {
        let before = Dictionary(old.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        var gone = Dictionary(
            grouping: old.filter { after[$0.path] == nil && $0.kind != .directory }, by: Self.identity)
        var found: [FileChange] = []
        var texts = 0
        for file in after.values.sorted(by: { $0.path < $1.path }) {
            guard let earlier = before[file.path] else {
                found.append(Self.arrival(file, &gone))
                continue
            }
            guard earlier != file else { continue }
            texts += 1
            found.append(change(from: earlier, to: file, comparingText: texts <= Self.comparedTexts))
        }
        let renamed = Set(
            found.compactMap { change -> String? in
                if case .renamed(let from) = change.kind { from } else { nil }
            })
        for file in before.values where after[file.path] == nil && !renamed.contains(file.path) {
            found.append(FileChange(path: file.path, kind: .removed))
        }
        return FolderRenames(before: before, after: after).applied(to: found).sorted { $0.path < $1.path }
    }

    /// The properties that a file keeps when it is renamed, as one text.
    static func identity(_ file: FileInput) -> String {
        "\(file.kind.rawValue) \(file.size) \(file.content?.hex ?? "") \(file.target)"
    }

    private static func arrival(_ file: FileInput, _ gone: inout [String: [FileInput]]) -> FileChange {
        guard file.kind != .directory, let earlier = gone[identity(file)]?.popLast() else {
            return FileChange(path: file.path, kind: .added)
        }
        return FileChange(path: file.path, kind: .renamed(from: earlier.path))
    }

    private func change(from old: FileInput, to new: FileInput, comparingText: Bool) -> FileChange {
        FileChange(path: new.path, kind: kind(from: old, to: new, comparingText: comparingText))
    }

    private func kind(from old: FileInput, to new: FileInput, comparingText: Bool) -> FileChange.Kind {
        if old.kind != new.kind { return .type(old: old.kind.words, new: new.kind.words) }
        if old.target != new.target { return .linkTarget(old: old.target, new: new.target) }
        if old.content != new.content || old.size != new.size {
            return comparingText ? textChange(from: old, to: new) : .content
        }
        if old.mode != new.mode { return .mode(old: old.mode, new: new.mode) }
        if (old.uid, old.gid) != (new.uid, new.gid) {
            return .owner(old: "\(old.uid):\(old.gid)", new: "\(new.uid):\(new.gid)")
        }
        return .extendedAttributes
    }

    private func textChange(from old: FileInput, to new: FileInput) -> FileChange.Kind {
        guard let before = readOld(old), let after = readNew(new),
            let difference = FirstDifference(old: before, new: after)
        else { return .content }
        return .text(line: difference.line, old: difference.old, new: difference.new)
    }
}
