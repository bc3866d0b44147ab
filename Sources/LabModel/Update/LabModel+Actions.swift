extension LabModel {
    /// Does what a key, a click or the palette asks for.
    mutating func perform(_ action: Action) -> [Effect] {
        switch action {
        case .help: dialogue = .help(offset: 0)
        case .palette: dialogue = .palette(Palette())
        case .quit: return quit()
        case .suspend: return [.suspend]
        case .redraw: return [.redraw]
        case .build: return startBuild()
        case .cancelBuild: return cancelBuild()
        case .buildOneMore: return buildOneMore()
        case .toggleBreakpoint: toggleBreakpoint()
        case .openShellHere: return openShellHere()
        case .runImage: return runImage()
        case .stopContainer: return stopContainer()
        case .save: return saveAll()
        case .reloadFile: return reloadFile()
        case .checkNow: return checkNow()
        case .showLessons: return presentation == nil ? showLessons() : []
        case .resetStep: return resetStep()
        case .openElsewhere: return openElsewhere()
        case .complete: return complete()
        case .nextStep: return goTo(step: stepIndex + 1)
        case .previousStep: return goTo(step: stepIndex - 1)
        case .revealHint: return revealHint()
        case .nextTheme:
            theme = theme.next
            notice = .theme(theme)
        case .nextBlock, .previousBlock, .useBlock: return onPage(action)
        case .refresh, .inspectImage, .runSelectedImage, .tagImage, .removeImage, .imageHistory, .compareImage:
            return onLists(action)
        case .unfold, .fold: if layout.focus == .layers { turnLayerRow(unfolding: action == .unfold) }
        case .showWaste: if case .known = layersPane.state { dialogue = .waste(offset: 0) }
        case .stopThis, .removeContainer, .showPage: return onContainers(action)
        case .columnLeft, .columnRight, .leaveHistory: return layout.focus == .shell ? readShell(action) : []
        case .restartShell: return restartShell()
        case .toggleLog: return openRow()
        case .compareBuilds: comparesBuilds.toggle()
        default:
            if Action.presenting.contains(action) { return onStage(action) }
            if layout.focus == .shell, Action.inHistory.contains(action) { return readShell(action) }
            if onScreen(action) || onScroll(action) { return [] }
            return inEditor(action)
        }
        return []
    }

    /// Which panes are where.
    private mutating func onScreen(_ action: Action) -> Bool {
        switch action {
        case .nextPane: cycle(by: 1)
        case .previousPane: cycle(by: -1)
        case .zoom: layout.isZoomed.toggle()
        case .moveDividerLeft: layout.moveDivider(by: -3)
        case .moveDividerRight: layout.moveDivider(by: 3)
        case .showLesson: layout.show(.lesson)
        case .showEditor: layout.show(.editor)
        case .showShell: layout.show(.shell)
        case .showBuild: layout.show(.build)
        case .showLayers: layout.show(.layers)
        case .showImages: layout.show(.images)
        case .showContainers: layout.show(.containers)
        default: return false
        }
        return true
    }

    private mutating func cycle(by step: Int) {
        let panes = Pane.allCases
        let index = panes.firstIndex(of: layout.focus) ?? 0
        layout.show(panes[(index + step + panes.count) % panes.count])
    }

    private mutating func quit() -> [Effect] {
        if unsavedFiles.isEmpty { return leave() }
        dialogue = .unsaved(.save)
        return []
    }

    mutating func leave() -> [Effect] {
        isQuitting = true
        return dropRecovery() + [.keepProgress(progress), .quit]
    }
}
