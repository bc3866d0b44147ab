internal import CommandLines
internal import LessonFormat
internal import SelfChecks

extension LabModel {
    /// Opens a step. Only the learner's word does this; a step that is finished stays open.
    mutating func goTo(step index: Int) -> [Effect] {
        presentation == nil ? go(to: index) : goOnStage(to: index)
    }

    mutating func go(to index: Int) -> [Effect] {
        guard lesson.steps.indices.contains(index) else {
            notice = index < 0 ? .firstStep : .lastStep
            return index < 0 || presentation != nil ? [] : showLessons()
        }
        stepIndex = index
        stepOpenedAt = now
        offsets[.lesson] = 0
        selectedBlock = nil
        guesses = [:]
        areGuessesPending = false
        verdicts = Array(repeating: nil, count: lesson.steps[index].checks.count)
        var reached = lessonProgress
        reached.step = lesson.steps[index].id
        progress.lessons[lesson.id] = reached
        show(file: lesson.steps[index].opens)
        layout.show(.lesson)
        let reads = files.filter { !$0.isLoaded }.map { Effect.read(file: $0.path) }
        return reads + [.keepProgress(progress), gatherEvidence()]
    }

    mutating func revealHint() -> [Effect] {
        guard let step else { return [] }
        let count = hintCount
        guard revealedHints < count else {
            notice = .allHintsShown
            return []
        }
        var reached = lessonProgress
        reached.hints[step.id] = revealedHints + 1
        progress.lessons[lesson.id] = reached
        scroll(.lesson, by: 1 << 20)
        return [.keepProgress(progress)]
    }

    // MARK: Checks

    mutating func checkNow() -> [Effect] {
        notice = .checking
        return [gatherEvidence()]
    }

    /// Asks for what the open step's checks need to know; an earlier request that is not answered yet is dropped.
    mutating func gatherEvidence() -> Effect {
        let id = newRun()
        evidenceRun = id
        return .gatherEvidence(id, step.map(needs) ?? EvidenceNeeds())
    }

    func needs(of step: Step) -> EvidenceNeeds { SelfChecks.needs(of: step) }

    mutating func judge(_ evidence: Evidence, of run: RunID) -> [Effect] {
        guard run == evidenceRun, let step else { return [] }
        let evidence = completed(evidence)
        let solution = lesson.files(after: stepIndex)
        verdicts = step.checks.map { SelfChecks.judge($0, of: step, evidence: evidence, solution: solution) }
        guard isPassed, !lessonProgress.passed.contains(step.id) else { return [] }
        var reached = lessonProgress
        reached.passed.insert(step.id)
        progress.lessons[lesson.id] = reached
        return [.keepProgress(progress)]
    }

    /// Whether every check of the open step passes now.
    public var isPassed: Bool { verdicts.allSatisfy { $0?.isPassed == true } && !verdicts.isEmpty }

    // MARK: Code blocks

    mutating func onPage(_ action: Action) -> [Effect] {
        let count = codeBlocks.count
        guard count > 0 else {
            notice = .noBlock
            return []
        }
        switch action {
        case .nextBlock: select(block: min((selectedBlock ?? -1) + 1, count - 1))
        case .previousBlock: select(block: max((selectedBlock ?? count) - 1, 0))
        default:
            if selectedBlock == nil { select(block: 0) } else { return useBlock() }
        }
        return []
    }

    private mutating func select(block: Int) {
        selectedBlock = block
        if map.blockRows.indices.contains(block) { reveal(.lesson, row: map.blockRows[block]) }
    }

    /// Types the selected block into its file, or runs it.
    mutating func useBlock() -> [Effect] {
        guard let selectedBlock, codeBlocks.indices.contains(selectedBlock) else { return [] }
        let block = codeBlocks[selectedBlock]
        switch block.purpose {
        case .file(let path): return type(block.text, into: path)
        case .run: return run(block.text)
        case .shown: return []
        }
    }

    private mutating func type(_ text: String, into path: String) -> [Effect] {
        show(file: path)
        layout.show(.editor)
        notice = .typed(into: path)
        let isLoaded = files[openFile].isLoaded
        changeFile { $0.type(block: text) }
        return isLoaded ? [] : [.read(file: path)]
    }

    private mutating func run(_ text: String) -> [Effect] {
        let line = text.hasSuffix("\n") ? String(text.dropLast()) : text
        switch LabCommand(line) {
        case .build(let build): return startBuild(build)
        case .run(let run): return runImage(run)
        case .images:
            layout.show(.images)
            return [listImages()]
        case nil: return runInShell(line)
        }
    }
}
