internal import BuildPlan

/// The slider of the build's pane: asked for once a build has ended, and gone with the next one.
public enum BuildSlides: Equatable, Sendable {
    case off
    case loading(RunID)
    case failed(String)
    case on(TimeSlider)
}

extension BuildPane {
    /// The name that the store remembers the build by; nil while it runs.
    private var rememberedName: String? {
        switch shown?.end {
        case .finished(.succeeded(let image)): image.imageID
        case .finished(.stopped(_, let image)): image
        case .finished(.failed), .finished(.cancelled): shown?.start?.buildID
        case .finished(.refused), .lost, nil: nil
        }
    }

    /// Shows the slider, or the log again.
    mutating func turnSlides(_ lab: inout LabContext) -> [Request] {
        side = SidePosition()
        guard case .off = slides else {
            slides = .off
            scroll.offset = 0
            return []
        }
        switch sight {
        case .newest, .kept: break
        case .list, .race: return []
        }
        guard let name = rememberedName else { return [.notice(.nothingToSlide)] }
        let id = lab.newRun()
        slides = .loading(id)
        return [.world(.readMoments(id, build: name))]
    }

    mutating func take(_ answer: Answer<[BuildMoment]>, of id: RunID) {
        guard slides == .loading(id) else { return }
        switch answer {
        case .known(let moments):
            let lines = shown.map { $0.steps.map { ($0.outline.text, $0.outline.firstLine) } } ?? []
            let known = Dictionary(lines, uniquingKeysWith: { first, _ in first })
            // Nobody chose the first one: then it begins at the end.
            let chosen = shown.flatMap { $0.steps.indices.contains(selected) ? $0.steps[selected] : nil }
            let place = selected > 0 ? chosen?.outline.text : nil
            let dated = moments.map { moment in
                var moment = moment
                moment.line = known[moment.text]
                return moment
            }
            slides = .on(TimeSlider(dated, at: dated.firstIndex { $0.text == place }))
        case .failed(let reason): slides = .failed(reason)
        }
    }

    /// Left and Right: another step while the slider is there, else what is cut of the log.
    mutating func goAside(by steps: Int, _ lab: LabContext) -> [Request] {
        switch slides {
        case .on(var slider):
            slider.move(by: steps)
            slides = .on(slider)
            side = SidePosition()
        case .off: side.move(by: steps, in: lab.screen.breadths[.build])
        case .loading, .failed: break
        }
        return []
    }

    /// What a key of the slider does; shows the slider first where it is not there.
    mutating func slide(_ lab: inout LabContext, _ body: (inout TimeSlider) -> Void) -> [Request] {
        guard case .on(var slider) = slides else {
            if case .off = slides { return turnSlides(&lab) }
            return []
        }
        body(&slider)
        slides = .on(slider)
        return []
    }

    /// What every list can be told, while the slider is there; nil where it is not.
    mutating func slide(_ action: SharedAction, _ lab: LabContext) -> [Request]? {
        guard case .on(var slider) = slides else { return nil }
        let extent = lab.screen.extents[.build]
        if let rows = action.rows(page: extent?.visible ?? 10) {
            slider.list.move(by: rows, count: slider.rows.count, in: extent)
            slides = .on(slider)
            return []
        }
        switch action {
        case .open:
            if slider.turnFolder() {
                slides = .on(slider)
                return []
            }
            guard let path = slider.selectedFile, let name = rememberedName else { return [] }
            return [.showFile(path, .moments(build: name, before: slider.other, after: slider.place))]
        case .openShell:
            let next = slider.place + 1
            let isSame = slider.moments.indices.contains(next) && !slider.moments[next].beginsStage
            return [.openShell(line: isSame ? slider.moments[next].line : nil)]
        case .lineUp, .lineDown, .pageUp, .pageDown, .toTop, .toBottom, .refresh, .find, .findNext, .findPrevious,
            .copy, .lookLeft, .lookRight, .showCause:
            return nil
        }
    }

    /// A click on a row of the slider's list, or the wheel over it; nil where it is not there.
    mutating func click(row: Int, _ lab: LabContext) -> [Request]? {
        guard case .on(var slider) = slides else { return nil }
        let isSecond = lab.focus == .build && slider.list.selected == row
        slider.list.selected = row
        slides = .on(slider)
        return [.focus(.build)] + (isSecond ? slide(.open, lab) ?? [] : [])
    }

    mutating func wheel(_ rows: Int, _ lab: LabContext) -> Bool {
        guard case .on(var slider) = slides else { return false }
        slider.list.scroll.move(by: rows, in: lab.screen.extents[.build])
        slides = .on(slider)
        return true
    }
}
