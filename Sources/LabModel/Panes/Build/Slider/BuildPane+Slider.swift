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
        switch run?.end {
        case .finished(.succeeded(let image)): image.imageID
        case .finished(.stopped(_, let image)): image
        case .finished(.failed), .finished(.cancelled): run?.start?.buildID
        case .finished(.refused), .lost, nil: nil
        }
    }

    /// Shows the slider, or the log again.
    mutating func turnSlides(_ lab: inout LabContext) -> [Request] {
        guard case .off = slides else {
            slides = .off
            scroll.offset = 0
            return []
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
            let lines = run.map { $0.steps.map { ($0.outline.text, $0.outline.firstLine) } } ?? []
            let known = Dictionary(lines, uniquingKeysWith: { first, _ in first })
            // Nobody chose the first one: then it begins at the end.
            let chosen = run.flatMap { $0.steps.indices.contains(selected) ? $0.steps[selected] : nil }
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
            guard let path = slider.selectedFile, let name = rememberedName else { return [] }
            return [.showFile(path, .moments(build: name, before: slider.other, after: slider.place))]
        case .openShell:
            let next = slider.place + 1
            let isSame = slider.moments.indices.contains(next) && !slider.moments[next].beginsStage
            return [.openShell(line: isSame ? slider.moments[next].line : nil)]
        case .lineUp, .lineDown, .pageUp, .pageDown, .toTop, .toBottom, .refresh, .find, .findNext, .findPrevious,
            .copy,
            .showCause:
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
