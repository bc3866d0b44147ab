internal import DockerfileSyntax
internal import LessonFormat
internal import TextEditing

extension EditorPane {
    /// What happens to the learner's files.
    public enum FileEvent: Sendable {
        /// The lesson's files, a tab each; the one that the open step is about is shown.
        case openAll
        /// The files are as they were before the step: they are read anew, and the open tab stays.
        case reset
        /// Another step is open.
        case stepOpened
        /// They may be others on the disk.
        case readAll
        case read(String, [UInt8]?)
        /// Reads the open file again, and asks first where that would lose changes.
        case reload
        /// The answer to which of two versions stays.
        case conflict(file: Int, ConflictAnswer)
    }

    mutating func take(_ event: FileEvent, _ lab: LabContext) -> [Request] {
        switch event {
        case .openAll:
            open(lab)
            return readAll()
        case .reset:
            let shown = openFile
            open(lab)
            openFile = files.indices.contains(shown) ? shown : 0
            return readAll()
        case .stepOpened:
            show(file: lab.step?.opens)
            return files.filter { !$0.isLoaded }.map { .world(.read(file: $0.path)) }
        case .readAll: return readAll()
        case .read(let path, let bytes): return read(path, bytes, lab)
        case .reload:
            guard let file else { return [] }
            return file.isDirty ? [.open(.conflict(file: openFile, .takeTheirs))] : [.world(.read(file: file.path))]
        case .conflict(let index, let answer): return settle(index, answer)
        }
    }

    private mutating func open(_ lab: LabContext) {
        files = lab.lesson.workspaceFiles.map { EditorTab(path: $0) }
        if !files.indices.contains(openFile) { openFile = 0 }
        show(file: lab.step?.opens)
        renewGutter()
    }

    private func readAll() -> [Request] { files.map { .world(.read(file: $0.path)) } }

    private mutating func read(_ path: String, _ bytes: [UInt8]?, _ lab: LabContext) -> [Request] {
        guard let index = files.firstIndex(where: { $0.path == path }) else { return [] }
        let taken = files[index].take(disk: bytes)
        switch taken {
        case .same: return []
        case .opened, .reloaded:
            if files[index].isDockerfile { renewGutter() }
            return taken == .reloaded && !lab.isRewriting ? [.notice(.reloaded(path))] : []
        case .conflict:
            let question: [Request] = lab.hasDialogue ? [] : [.open(.conflict(file: index, .cancel))]
            return [.notice(.changedOnDisk(path))] + question
        }
    }

    private mutating func settle(_ index: Int, _ answer: ConflictAnswer) -> [Request] {
        guard files.indices.contains(index) else { return [] }
        let path = files[index].path
        switch answer {
        case .keepMine:
            files[index].keepText()
            return write([files[index]]) + question
        case .takeTheirs:
            files[index].takeDisk()
            renewGutter()
            return [.notice(.reloaded(path))] + question + goOn(without: path)
        case .cancel:
            // What waits for this file would wait for an answer that may never come.
            saving = .idle
            return []
        }
    }

    /// What is on the disk, by path; files that are not there are left out.
    var filesOnDisk: [String: [UInt8]] {
        Dictionary(files.compactMap { tab in tab.disk.map { (tab.path, $0) } }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: Saving

    /// What waits for files that are being saved.
    enum Saving: Sendable {
        case idle
        case waiting(for: Set<String>, then: AfterSaving)
    }

    /// What happens to files that are to be saved.
    public enum SavingEvent: Sendable {
        /// Saves what is unsaved; the open file where nothing is.
        case all
        /// Saves all that is unsaved, and goes on once it is on the disk.
        case then(AfterSaving)
        case saved(String, [UInt8])
        case notSaved(String, reason: String)
        /// Nothing waits any longer.
        case forget
    }

    mutating func take(_ event: SavingEvent) -> [Request] {
        switch event {
        case .all: return unsaved.isEmpty ? saveOpenFile() : writeAll() + question
        case .then(let next):
            if unsaved.isEmpty { return [.proceed(next)] }
            saving = .waiting(for: Set(unsaved), then: next)
            return writeAll() + question
        case .saved(let path, let bytes): return saved(path, bytes)
        case .notSaved(let path, let reason):
            saving = .idle
            batch.failed(path)
            return [.notice(.notSaved(path, reason: reason))]
        case .forget:
            saving = .idle
            return []
        }
    }

    /// Saves what can be saved without a question.
    private mutating func writeAll() -> [Request] { write(files.filter { $0.isDirty && !$0.isContested }) }

    private mutating func write(_ tabs: [EditorTab]) -> [Request] {
        batch.begin(tabs.map(\.path))
        return tabs.map { .world(.write(file: $0.path, bytes: $0.bytes)) }
    }

    /// Asks which text is to stay, of the first file whose saving would lose what something else wrote.
    private var question: [Request] {
        files.firstIndex { $0.isDirty && $0.isContested }.map { [.open(.conflict(file: $0, .cancel))] } ?? []
    }

    private mutating func saveOpenFile() -> [Request] {
        guard let file else { return [] }
        if file.isContested { return [.open(.conflict(file: openFile, .cancel))] }
        return write([file])
    }

    private mutating func saved(_ path: String, _ bytes: [UInt8]) -> [Request] {
        if let index = files.firstIndex(where: { $0.path == path }) { files[index].saved(bytes) }
        let waiting = goOn(without: path)
        let said = Notice.saved(batch.saved(path))
        // A lab that ends has nothing left to check.
        if case .proceed(let next)? = waiting.first, next.endsLab { return [.notice(said)] + waiting }
        return [.notice(said), .check] + waiting
    }

    /// Does what waits, where the file was the last that it waited for.
    private mutating func goOn(without path: String) -> [Request] {
        guard case .waiting(var paths, let next) = saving else { return [] }
        paths.remove(path)
        saving = paths.isEmpty ? .idle : .waiting(for: paths, then: next)
        return paths.isEmpty ? [.proceed(next)] : []
    }
}

extension AfterSaving {
    fileprivate var endsLab: Bool {
        switch self {
        case .quit, .openLesson: true
        case .build, .race, .enterInShell, .shellLine, .resetStep: false
        }
    }
}
