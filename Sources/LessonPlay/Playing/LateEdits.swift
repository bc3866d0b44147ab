internal import Files
internal import LessonFormat

/// What an exercise asks for between two builds: a file that is edited once more. The file begins as the learner found
/// it, and becomes what the learner made of it, or what the solution makes of it if the learner left it alone.
struct LateEdits {
    private let workspace: String
    /// Both texts of a file; nil where there is none.
    private var files: [String: (before: [UInt8]?, after: [UInt8]?)] = [:]

    init(_ lesson: Lesson, in workspace: String) throws {
        self.workspace = workspace
        for index in lesson.steps.indices {
            var hasBuilt = false
            for action in lesson.steps[index].solution {
                switch action {
                case .build: hasBuilt = true
                case .write(let path) where hasBuilt:
                    let before = lesson.files(before: index)[path]
                    let own = try? WholeFile.readIfPresent(workspace + "/" + path)
                    // What was not handed in is not made here.
                    guard let own else { continue }
                    files[path] = (before, own == before ? lesson.files(after: index)[path] : own)
                case .write, .delete, .run, .start, .stop, .fetch, .answer, .predict: continue
                }
            }
        }
    }

    /// Puts the files back to how the learner found them.
    func undo() throws {
        for (path, texts) in files { try put(texts.before, at: path) }
    }

    /// Makes the edit of a file; nothing where it is not one that is edited late.
    func perform(_ path: String) throws {
        guard let texts = files[path] else { return }
        try put(texts.after, at: path)
    }

    private func put(_ bytes: [UInt8]?, at path: String) throws {
        guard let bytes else { return }
        do { try WholeFile.replace(workspace + "/" + path, with: bytes) } catch {
            throw LessonFailure("\(workspace)/\(path): \(error.reason)")
        }
    }
}
