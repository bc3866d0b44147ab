internal import LessonFormat

extension LabModel {
    /// The files that the lesson works on, a tab each.
    mutating func openWorkspace() {
        files = workspaceFiles.map { EditorTab(path: $0) }
        show(file: step?.opens)
    }

    mutating func show(file path: String?) {
        guard let path else { return }
        if let index = files.firstIndex(where: { $0.path == path }) {
            openFile = index
        } else {
            files.append(EditorTab(path: path))
            openFile = files.count - 1
        }
    }

    mutating func changeFile(_ body: (inout EditorTab) -> Void) {
        guard files.indices.contains(openFile) else { return }
        let before = files[openFile].version
        body(&files[openFile])
        if files[openFile].isDockerfile, files[openFile].version != before { renewGutter() }
    }

    mutating func fileRead(_ path: String, _ bytes: [UInt8]?) -> [Effect] {
        guard let index = files.firstIndex(where: { $0.path == path }) else { return [] }
        switch files[index].take(disk: bytes) {
        case .same: break
        case .opened: if files[index].isDockerfile { renewGutter() }
        case .reloaded:
            notice = .reloaded(path)
            if files[index].isDockerfile { renewGutter() }
        case .conflict:
            notice = .changedOnDisk(path)
            if dialogue == nil { dialogue = .conflict(file: index, .keepMine) }
        }
        return []
    }

    mutating func saveAll() -> [Effect] {
        let effects = saveEffects()
        if effects.isEmpty, let file { return [.write(file: file.path, bytes: file.bytes)] }
        return effects
    }

    private func saveEffects() -> [Effect] {
        files.filter(\.isDirty).map { .write(file: $0.path, bytes: $0.bytes) }
    }

    /// Saves all that is unsaved, and goes on once it is on the disk.
    mutating func save(then next: AfterSaving) -> [Effect] {
        let effects = saveEffects()
        awaited = Set(unsavedFiles)
        afterSaving = next
        return effects.isEmpty ? goOn() : effects
    }

    mutating func fileSaved(_ path: String, _ bytes: [UInt8]) -> [Effect] {
        if let index = files.firstIndex(where: { $0.path == path }) { files[index].saved(bytes) }
        notice = .saved([path])
        awaited.remove(path)
        let more = awaited.isEmpty ? goOn() : []
        return isQuitting ? more : [gatherEvidence()] + more
    }

    /// What waited for the file does not happen.
    mutating func fileNotSaved(_ path: String, _ reason: String) -> [Effect] {
        notice = .notSaved(path, reason: reason)
        awaited = []
        afterSaving = nil
        return []
    }

    private mutating func goOn() -> [Effect] {
        guard let next = afterSaving else { return [] }
        afterSaving = nil
        switch next {
        case .build(let line): return launchBuild(line)
        case .enterInShell: return enterInShell()
        case .shellLine(let line): return runInShell(line)
        case .openLesson(let folder): return leave(for: folder)
        case .resetStep: return startReset()
        case .quit: return leave()
        }
    }

    mutating func reloadFile() -> [Effect] {
        guard let file else { return [] }
        if file.isDirty { dialogue = .conflict(file: openFile, .takeTheirs) }
        return file.isDirty ? [] : [.read(file: file.path)]
    }

    mutating func keepMine(_ index: Int) -> [Effect] {
        guard files.indices.contains(index) else { return [] }
        return [.write(file: files[index].path, bytes: files[index].bytes)]
    }

    mutating func takeTheirs(_ index: Int) {
        guard files.indices.contains(index) else { return }
        files[index].takeDisk()
        notice = .reloaded(files[index].path)
        renewGutter()
    }
}
