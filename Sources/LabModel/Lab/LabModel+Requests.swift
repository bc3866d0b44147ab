extension LabModel {
    /// Does what panes ask for, in its order.
    mutating func carryOut(_ requests: [Request]) -> [Effect] {
        var effects: [Effect] = []
        for request in requests { effects += carryOut(request) }
        return effects
    }

    private mutating func carryOut(_ request: Request) -> [Effect] {
        switch request {
        case .world(let effect): return [.world(effect)]
        case .program(let effect): return [.program(effect)]
        case .notice(let notice): self.notice = notice
        case .open(let dialogue): self.dialogue = dialogue
        case .focus(let pane): layout.show(pane)
        case .reveal(let pane): reveal(pane)
        case .present(let pane): present(pane)
        case .zoom(let isZoomed): layout.isZoomed = isZoomed
        case .toggleTrail: layout.showsTrail.toggle()
        case .check: return tell { $0.lesson.update(.check, &$1) }
        case .listImages: return tell { $0.images.update(.list, &$1) }
        case .readFiles: return tell { $0.editor.update(.file(.readAll), &$1) }
        case .save(let next): return tell { $0.editor.update(.saving(.then(next)), &$1) }
        case .saveAll: return tell { $0.editor.update(.saving(.all), &$1) }
        case .proceed(let next): return proceed(next)
        case .build(let line): return startBuild(stopping(line))
        case .run(let line): return run(line)
        case .race(let line):
            if presentation?.isDriving == true { present(.build) } else { reveal(.build) }
            return carryOut([.save(then: .race(line))])
        case .command(let command): return run(command)
        case .inspect(let subject): return tell { $0.layers.update(.inspect(subject), &$1) }
        case .showFile(let path, let place): return tell { $0.layers.update(.show(path, place), &$1) }
        case .showLessons: return showLessons()
        case .showSolution: showSolution()
        case .go(let step): return go(to: step)
        case .answer(let choice): return tell { $0.lesson.update(.answer(choice: choice), &$1) }
        case .predict(let cached): return tell { $0.lesson.update(.predict(cached: cached), &$1) }
        case .stopContainer: return tell { $0.containers.update(.stop, &$1) }
        case .fetch(let url): return tell { $0.containers.update(.fetch(url: url), &$1) }

        case .shell(let line):
            reveal(.shell)
            return tell { $0.shell.update(.run(line), &$1) }
        case .feedShell(let inputs):
            return inputs.flatMap { input in tell { $0.shell.update(.feed(input), &$1) } }
        case .interruptShell: return tell { $0.shell.update(.interrupt, &$1) }
        case .reviveShell: return tell { $0.shell.update(.revive, &$1) }
        case .shellIsIdle: return tell { $0.build.update(.shellIsIdle, &$1) }

        case .built(let dockerfile): return tell { $0.editor.update(.built(dockerfile), &$1) }
        case .buildBegan:
            builtFiles = panes.editor.filesOnDisk
            foresight.buildBegan()
            return tell { $0.lesson.update(.buildBegan, &$1) }
        // The class watches the build, not its words.
        case .outsideBuildBegan: if presentation?.isDriving == true { present(.build) }
        case .openShell(let line): return tell { $0.editor.update(.openShell(line: line), &$1) }

        case .stepOpened: return tell { $0.editor.update(.file(.stepOpened), &$1) }
        case .workspaceReset: return tell { $0.editor.update(.file(.reset), &$1) }
        case .type(let text, let path): return tell { $0.editor.update(.type(text, into: path), &$1) }
        case .beginTyping(let path):
            guard let wanted = panes.lesson.solution(of: path) else { return [] }
            return tell { $0.editor.update(.beginTyping(path: path, wanted: wanted), &$1) }
        case .goOnTyping(let path, let text):
            return tell { $0.editor.update(.goOnTyping(path: path, text), &$1) }
        case .presenterTypes(let text, let path): return tellPresenter(.types(text, into: path))
        }
        return []
    }

    /// All is saved that this waited for.
    private mutating func proceed(_ next: AfterSaving) -> [Effect] {
        switch next {
        case .build(let line):
            let source = panes.editor.dockerfile?.text ?? ""
            return tell { $0.build.update(.launch(line, source: source), &$1) }
        case .race(let line): return tell { $0.build.update(.launchRace(line), &$1) }
        case .enterInShell: return tell { $0.shell.update(.enter, &$1) }
        case .shellLine(let line):
            if line == catchUpLine { catchUp = .running }
            return carryOut([.shell(line)])
        case .openLesson(let folder): return leave(for: folder)
        case .resetStep: return tell { $0.lesson.update(.reset, &$1) }
        case .quit: return leave()
        }
    }

    /// Runs a command of this program and shows what it says.
    private mutating func run(_ command: StoreCommand) -> [Effect] {
        let run = runs.next()
        self.command = CommandRun(id: run, line: (["slipway"] + command.words).joined(separator: " "))
        dialogue = .command(offset: nil)
        return [.world(.runCommand(run, command))]
    }

    mutating func commandEnded(_ run: RunID, _ status: Int32) -> [Effect] {
        guard command?.id == run else { return [] }
        command?.status = status
        return carryOut([.listImages, .check])
    }

    /// Shows how the open file differs from the step's solution; asks first while hints are left to be read.
    private mutating func showSolution() {
        guard let file = panes.editor.file else { return }
        guard panes.lesson.solution(of: file.path) != nil else {
            notice = .noSolution(file.path)
            return
        }
        dialogue = .solution(offset: 0, isRevealed: panes.lesson.revealedHints >= panes.lesson.hintCount)
    }
}
