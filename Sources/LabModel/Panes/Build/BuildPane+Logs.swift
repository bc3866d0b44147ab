internal import BuildPlan

/// Lines of a step's log that are on the disk and not in memory.
extension BuildPane {
    /// Asks for lines in sight that are not in memory, and for some around them.
    mutating func readLog(_ shown: [ScreenLayout.LogLines]) -> [Request] {
        guard let run = self.shown, let id = run.start?.buildID else { return [] }
        let missing = shown.compactMap { lines -> ScreenLayout.LogLines? in
            guard run.steps.indices.contains(lines.step) else { return nil }
            let absent = lines.lines.filter { run.steps[lines.step].log.line(at: $0) == .absent }
            guard let first = absent.first, let last = absent.last else { return nil }
            return ScreenLayout.LogLines(step: lines.step, lines: first..<(last + 1))
        }
        guard let wanted = missing.last, askedLog != wanted else { return [] }
        askedLog = wanted
        let around = max(0, wanted.lines.lowerBound - 400)..<(wanted.lines.upperBound + 400)
        return [.world(.readLog(run.id, buildID: id, run.steps[wanted.step].outline.id, around))]
    }

    mutating func logRead(_ id: RunID, _ step: StepID, _ lines: [String], from start: Int) {
        guard let shown, shown.id == id else { return }
        // What is not written yet is not asked for again in every frame.
        if !lines.isEmpty { askedLog = nil }
        guard let index = shown.steps.firstIndex(where: { $0.outline.id == step }) else { return }
        changeShown { $0.steps[index].log.fill(lines, from: start) }
    }
}
